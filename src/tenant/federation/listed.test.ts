import { describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { answerIn } from '#testing/plainBrowser.ts'

type Listed = { Results: { Row: { Name: string; Rules: number; LastSignIn: string | null } }[] }

describe.each(testDatabases())('the list of identity providers, $kind', (engine) => {
  const at = federationTenant({ engine, domain: 'acme.test' })
  const listed = async () => {
    const Script = 'Select Name, Rules, LastSignIn from IdentityProvider'
    const { Results } = await at.running.admin.result<Listed>('/Redrock/query', { Script })
    return Results.map(({ Row }) => Row)
  }

  test('tells how many rules lead there, without those that are off, and when somebody last came from there', async () => {
    await at.federation.route()
    expect(await listed()).toMatchObject([{ Rules: 0, LastSignIn: null }])
    const rule = { IdentityProvider: at.id, Domain: 'acme.test', UserAgent: 'Browser' }
    await at.federation.route(rule, { ...rule, Domain: 'b.acme.test', Enabled: false })
    expect(await listed()).toMatchObject([{ Rules: 1, LastSignIn: null }])
    at.idp.state.person = { sub: 'cyd', preferred_username: 'cyd@acme.test' }
    answerIn(await at.federation.signIn('cyd@acme.test', at.link))
    expect(await listed()).toMatchObject([
      { Rules: 1, LastSignIn: expect.stringMatching(/^\/Date\(\d+\)\/$/) },
    ])
  })
})
