import { describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { refusal } from '#testing/people.ts'
import { pageOf, plainBrowser } from '#testing/plainBrowser.ts'
import { testSignInOf } from '#testing/testSignIn.ts'

describe.each(testDatabases())('a test sign-in that goes elsewhere, $kind', (engine) => {
  const at = federationTenant({ engine })

  /** Settings that send whoever signs in, and the code, to somebody else. */
  const elsewhere = () =>
    Object.entries({
      MetadataUrl: `${at.idp.issuer}/mine/.well-known/openid-configuration`,
      ClientId: 'mine',
      AcceptedIssuer: 'https://mine.test',
    }).map(([name, value]) => ({ Inbound: { [name]: value, ClientSecret: 'mine' } }))

  const path = '/Gatewright/IdentityProviders/TestSignIn/Start'

  test('RP-02 NT-41 at an active identity provider is begun by System Administrators alone', async () => {
    const { client } = await at.people.somebody(['fedman'])
    for (const Settings of elsewhere()) {
      const refused = await refusal(client, path, { ID: at.id, Settings })
      expect([refused.status, refused.code]).toEqual([403, 'forbidden'])
      expect(refused.message).toContain('People sign in through this identity provider')
    }
    const theirs = testSignInOf(at.running, at.id, client)
    expect(await theirs.kept()).toBeNull()
    const own = { GroupMappings: { Claim: 'roles' }, Inbound: { ClientSecret: at.idp.clientSecret } }
    expect(pageOf(await theirs.run(own)).title).toBe('The test sign-in is done')
    for (const Settings of elsewhere()) await testSignInOf(at.running, at.id).start(Settings)
  })

  test('RP-02 nobody goes on with one whose author is no System Administrator any more', async () => {
    const author = await at.people.somebody(['fedman'])
    const sysadmin = { Name: 'sysadmin', Users: [author.id] }
    await at.running.admin.result('/SaasManage/AddUsersAndGroupsToRole', sysadmin)
    const theirs = testSignInOf(at.running, at.id, author.client)
    const issuer = { AcceptedIssuer: at.idp.issuer, ClientSecret: at.idp.clientSecret }
    await theirs.start({ Inbound: issuer })
    const browser = plainBrowser(at.running.url)
    const answer = await theirs.answered((await theirs.goOn(browser)).away)
    await at.running.admin.result('/SaasManage/RemoveUsersAndGroupsFromRole', sysadmin)
    at.idp.state.asked = []
    expect(pageOf(await browser.open(answer)).title).toBe('The test sign-in failed')
    expect(at.idp.state.asked).toEqual([])
    expect((await theirs.kept())?.Fault).toMatchObject({
      Check: 'testAllowed',
      Seen: expect.stringContaining('People sign in through'),
    })
  })

  test('RP-02 AZ-05 where people are linked neither, though it is inactive', async () => {
    at.idp.state.person = { sub: 'linked', preferred_username: 'linked@partner.test' }
    expect(await at.arrives('linked@partner.test')).toBe(true)
    await at.update({ Active: false })
    const { client } = await at.people.somebody(['fedman'])
    for (const Settings of elsewhere())
      expect((await refusal(client, path, { ID: at.id, Settings })).message).toContain('People are linked')
  })
})
