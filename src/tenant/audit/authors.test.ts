import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientAddressHeader, provenAddress } from '#platform/clientAddress.ts'
import { administrator } from '#testing/administrator.ts'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { verifyEvents } from './verify.ts'

let running: TestTenant
let people: People
let flow: OAuth
let portal: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  people = peopleOf(running)
  flow = oauthOf(running)
  portal = await flow.application('portal')
})
afterAll(() => running.close())

type Detail = { by?: { session: string; roles?: string[] }; count?: number; check?: string; seen?: string }

const events = async (type: string) => {
  const rows = await running.tenant.database.read
    .selectFrom('event')
    .selectAll()
    .where('event_type', '=', type)
    .orderBy('number')
    .execute()
  return rows.map(({ detail, ...row }) => ({ ...row, detail: JSON.parse(detail) as Detail }))
}
const last = async (type: string) => {
  const event = (await events(type)).at(-1)
  if (!event) throw new Error(`no event ${type}`)
  return event
}

const newRole = async (client: ApiClient, name: string) => {
  await client.result('/SaasManage/StoreRole', { Name: name })
  return (await last('Cloud.Core.Role.Create')).detail.by
}

describe('AU-04 an event says in which session and with which administrative roles', () => {
  test('one session from its sign-in on, another one for another sign-in', async () => {
    const first = await signIn(running.url, administrator)
    const begun = (await last('Cloud.Core.Login')).detail.by
    expect(begun?.session).toMatch(/^[\w-]{16}$/)
    expect(await newRole(first, 'First')).toEqual({ ...begun, roles: ['sysadmin'] })
    const second = await signIn(running.url, administrator)
    const other = await newRole(second, 'Second')
    expect(other?.session).not.toBe(begun?.session)
    expect(await newRole(first, 'Third')).toEqual({ ...begun, roles: ['sysadmin'] })
  })

  test('the roles are those that give rights at that moment, nested ones too, and no others', async () => {
    const { id, role, client } = await people.somebody(['roleman'])
    const plain = await people.addRole('Without a right')
    await people.join(plain, { Users: [id] })
    expect((await newRole(client, 'Fourth'))?.roles).toEqual([role])
    const above = await people.addRole('Above', ['appman'])
    await people.join(above, { Roles: [plain] })
    expect(new Set((await newRole(client, 'Fifth'))?.roles)).toEqual(new Set([role, above]))
    await client.post('/UserMgmt/RemoveUser', { ID: id })
    const { detail } = await last('Cloud.Core.Api.Refused')
    expect(detail).toMatchObject({ check: 'right', by: { roles: expect.arrayContaining([role]) } })
  })

  test('an event of somebody with many roles stays small', async () => {
    const { id, client } = await people.somebody(['roleman'])
    for (let count = 0; count < 25; count++)
      await people.join(await people.addRole(`Role ${count}`, ['roleman']), { Users: [id] })
    const roles = (await newRole(client, 'Sixth'))?.roles
    expect(roles).toHaveLength(21)
    expect(roles?.at(-1)).toBe('and 6 more')
  })

  test('a token that came of a sign-in is of its session; each token of a program is one of its own', async () => {
    const ada = await signIn(running.url, administrator)
    const { session } = (await last('Cloud.Core.Login')).detail.by ?? {}
    const code = await flow.code(portal, { bearer: ada.bearer, others: { scope: 'all' } })
    const ofAda = await flow.token('portal', flow.redemption(code), { client: portal.client })
    const person = new ApiClient(running.url, String(ofAda.body['access_token']))
    expect(await newRole(person, 'By token')).toEqual({ session, roles: ['sysadmin'] })

    const makers = await people.addRole('Makers', ['roleman'])
    await people.join(makers, { Users: [portal.client.id] })
    const program = async () => {
      const asked = { grant_type: 'client_credentials', scope: 'all' }
      const { body } = await flow.token('portal', asked, { client: portal.client })
      return new ApiClient(running.url, String(body['access_token']))
    }
    const [one, two] = [await program(), await program()]
    const byOne = await newRole(one, 'By one')
    expect(byOne?.roles).toEqual([makers])
    expect(await newRole(one, 'By one again')).toEqual(byOne)
    expect((await newRole(two, 'By two'))?.session).not.toBe(byOne?.session)
  })

  test('AU-05 nothing by which a session is looked up is in an event', async () => {
    const sessions = await running.tenant.database.read
      .selectFrom('login_session')
      .select('session_mac')
      .execute()
    const all = JSON.stringify(await running.tenant.database.read.selectFrom('event').selectAll().execute())
    expect(sessions.length).toBeGreaterThan(2)
    for (const { session_mac } of sessions) expect(all).not.toContain(session_mac.slice(0, 16))
  })
})

describe('AU-04 a call with a dead or made-up credential is recorded, one without any is not', () => {
  let address = 0
  /** As somebody at a fresh address: what one address does again within a minute is only counted. */
  const call = (bearer: string | null, { path = '/Security/WhoAmI', headers = {} } = {}) =>
    new ApiClient(running.url, bearer).post(
      path,
      {},
      {
        [clientAddressHeader]: provenAddress(running.keys, `198.51.100.${++address}`),
        ...headers,
      },
    )
  const refusal = async () => {
    const event = await last('Cloud.Core.Api.Refused')
    return { ...event, own: event.ip === `198.51.100.${address}` }
  }

  test.each([
    ['a made-up session', 'nothing'],
    ['a made-up token', 'a.b.c'],
  ])('%s', async (_, bearer) => {
    expect((await call(bearer)).status).toBe(401)
    expect(await refusal()).toMatchObject({
      own: true,
      level: 'Warning',
      actor_id: null,
      actor_name: 'anonymous',
      object_name: 'Security/WhoAmI',
      detail: { check: 'credential', seen: expect.stringContaining('never was') },
    })
  })

  test('a session that was signed out, by the name that its good events have', async () => {
    const ada = await signIn(running.url, administrator)
    const good = await newRole(ada, 'Before the end')
    await ada.post('/Security/Logout')
    expect((await call(ada.bearer)).status).toBe(401)
    expect(await refusal()).toMatchObject({ own: true, detail: { by: { session: good?.session } } })
  })

  test('a token after its signing out', async () => {
    const asked = { grant_type: 'client_credentials', scope: 'all' }
    const { body } = await flow.token('portal', asked, { client: portal.client })
    const token = String(body['access_token'])
    await new ApiClient(running.url, token).post('/Security/Logout')
    expect((await call(token)).status).toBe(401)
    expect(await refusal()).toMatchObject({
      own: true,
      detail: { seen: 'a session or token that ended, was revoked or never was' },
    })
  })

  test('a good token of somebody who is disabled, by name', async () => {
    const id = await people.addUser('leaver')
    const { bearer } = await signIn(running.url, { user: 'leaver@acme.test', password })
    await running.tenant.database.write((tx) =>
      tx.updateTable('user').set({ state: 'Disabled' }).where('id', '=', id).execute(),
    )
    expect((await call(bearer)).status).toBe(401)
    expect(await refusal()).toMatchObject({
      own: true,
      actor_id: id,
      actor_name: 'leaver@acme.test',
      detail: { seen: expect.stringContaining('disabled') },
    })
  })

  test('a session cookie that a foreign page sent along', async () => {
    const cookie = { cookie: `.ASPXAUTH=${running.admin.bearer}`, origin: 'https://evil.test' }
    expect((await call(null, { headers: cookie })).status).toBe(403)
    expect(await refusal()).toMatchObject({ own: true, detail: { check: 'credential' } })
  })

  test('a made-up token at an address that is none, which is cut short', async () => {
    expect((await call('nothing', { path: `/${'x'.repeat(5000)}` })).status).toBe(401)
    const { own, object_name } = await refusal()
    expect([own, object_name]).toEqual([true, expect.stringMatching(/^x{200}… \(5000 characters\)$/)])
  })

  test('nothing at all leaves nothing', async () => {
    const before = (await events('Cloud.Core.Api.Refused')).length
    for (const path of ['/Security/WhoAmI', '/Redrock/query', '/Not/There'])
      expect((await call(null, { path })).status).toBe(401)
    expect((await events('Cloud.Core.Api.Refused')).length).toBe(before)
  })
})

test('AU-03 the chain holds all of it', async () => {
  expect(await verifyEvents(running.tenant)).toMatchObject({ intact: true })
})
