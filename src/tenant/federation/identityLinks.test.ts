import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { rowsOf } from '#testing/groups.ts'
import { refusal } from '#testing/people.ts'
import { answerIn, pageOf, plainBrowser } from '#testing/plainBrowser.ts'

const list = '/Gatewright/IdentityLinks/List'
const remove = '/Gatewright/IdentityLinks/Remove'

describe.each(testDatabases())('links of a user to people of identity providers, $kind', (engine) => {
  const at = federationTenant({
    engine,
    domain: 'acme.test',
    settings: {
      Authentication: { MapFederatedUser: 'Optional' },
      GroupMappings: { Claim: 'groups', Mappings: [{ AttributeValue: 'staff', GroupName: 'Staff' }] },
    },
  })
  let bea: string
  beforeAll(async () => {
    bea = await at.people.addUser('bea')
    // Programs of administrators sign in here
    await at.federation.route({ IdentityProvider: at.id, Domain: 'acme.test', UserAgent: 'Browser' })
  })

  const links = async (user = bea, client = at.running.admin) =>
    (await client.result<{ Links: object[] }>(list, { User: user })).Links
  const comes = async (sub = 'bea-there', browser = plainBrowser(at.running.url)) => {
    at.idp.state.person = { sub, preferred_username: 'bea@acme.test', groups: ['staff'] }
    return at.federation.signIn('bea@acme.test', at.link, browser)
  }

  test('RP-06 are listed with identity provider, issuer, subject and when', async () => {
    expect(await links()).toEqual([])
    const before = Date.now()
    answerIn(await comes())
    expect(await links()).toEqual([
      {
        IdentityProvider: at.id,
        IdentityProviderName: 'Partner',
        Issuer: at.idp.issuer,
        Subject: 'bea-there',
        LinkedAt: expect.any(Number),
        LastUsedAt: expect.any(Number),
      },
    ])
    at.running.advance(60_000)
    answerIn(await comes())
    const [link] = (await links()) as { LinkedAt: number; LastUsedAt: number }[]
    expect(link?.LinkedAt).toBeGreaterThanOrEqual(before)
    expect((link?.LastUsedAt ?? 0) - (link?.LinkedAt ?? 0)).toBeGreaterThanOrEqual(60_000)
  })

  test('name the partner of federated people in users and events, and of nobody else', async () => {
    at.idp.state.person = { sub: 'fay-there', preferred_username: 'fay@acme.test' }
    answerIn(await at.federation.signIn('fay@acme.test', at.link))
    const partner = async (script: string) =>
      (await rowsOf(at.running.admin, script)).map((row) => row['DirectoryServicePartnerName'])
    const column = 'select DirectoryServicePartnerName from'
    expect(await partner(`${column} User where Username = 'fay@acme.test'`)).toEqual(['Partner'])
    expect(await partner(`${column} DSUsers where SystemName = 'bea@acme.test'`)).toEqual([null])
    const logins = `Event where EventType = 'Cloud.Core.Login' and NormalizedUser =`
    expect(await partner(`${column} ${logins} 'fay@acme.test'`)).toEqual(['Partner'])
    expect(new Set(await partner(`${column} ${logins} 'bea@acme.test'`))).toEqual(new Set([null]))
    const found = await rowsOf(
      at.running.admin,
      `select Username from User where DirectoryServicePartnerName = 'Partner'`,
    )
    expect(found.map((row) => row['Username'])).toEqual(['fay@acme.test'])
  })

  test('are seen by who may look at users, and removed with Federation Management alone', async () => {
    const [looks, manages, nobody] = [
      await at.people.somebody(['rouserman']),
      await at.people.somebody(['dsman']),
      await at.people.somebody([]),
    ]
    for (const { client } of [looks, manages]) {
      expect(await links(bea, client)).toHaveLength(1)
      expect((await refusal(client, remove, { User: bea, IdentityProvider: at.id })).status).toBe(403)
    }
    expect((await refusal(nobody.client, list, { User: bea })).status).toBe(403)
    expect((await refusal(looks.client, list, { User: 'nobody' })).code).toBe('not_found')
    expect(await links()).toHaveLength(1)
  })

  test('AU-01 end with their sessions and groups when one is removed, with an event and a version of the user', async () => {
    const browser = plainBrowser(at.running.url)
    answerIn(await comes('bea-there', browser))
    expect(await at.groupsOf('bea@acme.test')).toEqual(['Staff'])
    const { client } = await at.people.somebody(['fedman'])
    await client.result(remove, { User: bea, IdentityProvider: at.id })
    expect(await links()).toEqual([])
    expect(await at.groupsOf('bea@acme.test')).toEqual([])
    expect(pageOf(await browser.open(at.link)).title).toBe('Sign in')
    const event = await at.running.tenant.database.read
      .selectFrom('event')
      .select(['detail', 'object_id'])
      .where('event_type', '=', 'Cloud.Core.IdentityLink.Delete')
      .executeTakeFirstOrThrow()
    expect([event.object_id, JSON.parse(event.detail)]).toMatchObject([
      bea,
      { issuer: at.idp.issuer, subject: 'bea-there', identityProvider: at.id },
    ])
    const versions = await at.running.tenant.database.read
      .selectFrom('object_version')
      .select('why')
      .where('object_id', '=', bea)
      .orderBy('version', 'desc')
      .execute()
    expect(versions[0]?.why).toBe('Link to bea-there of Partner removed')
    const again = await refusal(client, remove, { User: bea, IdentityProvider: at.id })
    expect(again.code).toBe('not_found')
  })

  test('FC-18 who comes next is looked for anew', async () => {
    answerIn(await comes('bea-new'))
    expect(await links()).toMatchObject([{ Subject: 'bea-new' }])
    expect((await comes('bea-there')).kind).toBe('page')
  })

  test('of a System Administrator are removed by their own kind', async () => {
    const { client } = await at.people.somebody(['fedman'])
    await at.people.join('sysadmin', { Users: [await at.people.addUser('boss')] })
    const [boss] = await at.running.tenant.database.read
      .selectFrom('user')
      .select('id')
      .where('name', '=', 'boss@acme.test')
      .execute()
    const refused = await refusal(client, remove, { User: boss?.id, IdentityProvider: at.id })
    expect([refused.status, refused.message]).toEqual([403, expect.stringContaining('System Administrator')])
  })

  test('AZ-05 a link is removed by nobody who lacks the rights of its groups or of the account', async () => {
    const manages = await at.people.somebody(['fedman'])
    const holds = await at.people.somebody(['fedman', 'dsman'])
    const refused = () => refusal(manages.client, remove, { User: bea, IdentityProvider: at.id })
    answerIn(await comes('bea-new'))
    const byGroup = await at.people.addRole('Of the staff', ['dsman'])
    await at.people.join(byGroup, { Groups: [await at.groupId('Staff')] })
    expect(await refused()).toMatchObject({
      status: 403,
      message: expect.stringContaining('without holding them') as string,
    })
    expect([await links(), await at.groupsOf('bea@acme.test')]).toMatchObject([
      [{ Subject: 'bea-new' }],
      ['Staff'],
    ])
    await holds.client.result(remove, { User: bea, IdentityProvider: at.id })
    expect(await links()).toEqual([])

    answerIn(await comes('bea-new'))
    await at.running.admin.result('/Roles/UpdateRole', {
      Name: byGroup,
      Groups: { Delete: [await at.groupId('Staff')] },
    })
    const own = await at.people.addRole('Of bea', ['dsman'])
    await at.people.join(own, { Users: [bea] })
    expect((await refused()).status).toBe(403)
    expect(await links()).toHaveLength(1)
    await at.running.admin.result('/Roles/UpdateRole', { Name: own, Users: { Delete: [bea] } })
  })

  test('AZ-05 FC-18 an account of one identity provider is matched for nobody of another, who would hold what it gets later', async () => {
    answerIn(await comes('bea-new'))
    const other = await at.people.addIdentityProvider(
      'Other',
      at.idp.settings({ Authentication: { MapFederatedUser: 'Required' } }),
    )
    const rule = { Domain: 'acme.test', UserAgent: 'Browser' }
    await at.federation.route({ IdentityProvider: other, ...rule }, { IdentityProvider: at.id, ...rule })
    expect(pageOf(await comes('eve')).status).toBe(400)
    expect((await at.federation.refused()).seen).toContain('is linked to bea-new of Partner, and eve came')
    expect(await links()).toMatchObject([{ IdentityProvider: at.id }])
    await at.federation.route({ IdentityProvider: at.id, ...rule })
  })
})
