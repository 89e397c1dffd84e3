import { describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { pageOf, plainBrowser, type Sight } from '#testing/plainBrowser.ts'

describe.each(testDatabases())('two identity providers that match one account, $kind', (engine) => {
  const settings = { Authentication: { MapFederatedUser: 'Required' } }
  const at = federationTenant({ engine, domain: 'acme.test', settings })

  test('NT-27 FC-18 at the same moment link it to one of them, and the other is told in words', async () => {
    const other = await at.people.addIdentityProvider('Other', at.idp.settings(settings))
    // Each speaks for the domain by a rule of its own
    await at.federation.route(
      { IdentityProvider: at.id, Domain: 'acme.test', UserAgent: 'Browser' },
      { IdentityProvider: other, Domain: 'acme.test', UserAgent: 'MobileBrowser' },
    )
    for (const name of ['ann', 'bob', 'cyd', 'dee', 'eli', 'fay']) {
      const user = await at.people.addUser(name)
      at.idp.state.person = { sub: `${name} there`, preferred_username: `${name}@acme.test` }
      const ways = await Promise.all(
        [at.id, other].map(async (id) => {
          const browser = plainBrowser(at.running.url)
          const answer = await at.federation.back(await browser.open(`/Federation/${id}/Login`))
          return () => browser.open(answer)
        }),
      )
      const sights = (await Promise.all(ways.map((come) => come()))).map((sight: Sight) => pageOf(sight))
      expect(new Set(sights.map(({ status }) => status))).toEqual(new Set([200, 400]))
      const refused = sights.find(({ status }) => status === 400)
      expect(refused?.html).toMatch(/This sign-in cannot go on/)
      expect(refused?.html).not.toContain(`${name}@`)
      expect(await at.federation.refused()).toMatchObject({
        check: 'accountFound',
        seen: expect.stringMatching(new RegExp(`account ${name}@acme.test (is|was) linked to ${name} there`)),
      })
      const links = await at.running.tenant.database.read
        .selectFrom('identity_link')
        .select('user_id')
        .where('user_id', '=', user)
        .execute()
      expect(links).toHaveLength(1)
    }
  })
})
