import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, type EndpointName } from '#schema/api.ts'
import { rightPath } from '#schema/right.ts'
import { administrator } from '#testing/administrator.ts'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { endsSession } from '#testing/endsSession.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { onPageOf } from '#testing/onPage.ts'
import { password, peopleOf, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

const names = (Object.keys(api) as EndpointName[]).filter((name) => api[name].access.kind !== 'public')
const always = names.filter((name) => api[name].recentProof === 'always')
const sometimes = names.filter((name) => api[name].recentProof?.startsWith('when '))
/** What asks for nothing. */
const never = names.filter((name) => api[name].recentProof === undefined && !endsSession(name))

const longer = 5 * 60_000 + 1000

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  let people: People
  let flow: OAuth
  let portal: Awaited<ReturnType<OAuth['application']>>
  let bank: Awaited<ReturnType<OAuth['openIdConnect']>>
  /** Signed in on the page, longer than five minutes ago: by session and with a token of it. */
  let old: { session: ApiClient; token: ApiClient }
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    people = peopleOf(running)
    flow = oauthOf(running)
    const profile = { AllowedAuth: 'AuthorizationCode,ClientCreds,ResourceCreds' }
    portal = await flow.application('portal', { profile })
    bank = await flow.openIdConnect('bank')
    const page = onPageOf(running, portal)
    const token = new ApiClient(running.url, await page.token(administrator))
    old = { session: new ApiClient(running.url, page.session()), token }
    running.advance(longer)
  })
  afterAll(() => running.close())

  const codeOf = async (client: ApiClient, path: string, body: unknown) =>
    (await client.post(path, body)).envelope.ErrorCode

  describe.each(['session', 'token'] as const)('with the %s of an old sign-in', (kind) => {
    test.each(always)('BF-14 %s asks for a recent proof', async (name) => {
      const { status, headers, envelope } = await old[kind].post(api[name].path, {})
      expect([status, envelope.ErrorCode, envelope.success]).toEqual([
        401,
        'reauthentication_required',
        false,
      ])
      expect(headers.get('www-authenticate')).toMatch(
        /^Bearer error="insufficient_user_authentication",.* max_age=300$/,
      )
      expect(envelope.Message).toContain('ada@acme.test')
    })

    test.each(never)('%s asks for none', async (name) => {
      expect(await codeOf(old[kind], api[name].path, {})).not.toBe('reauthentication_required')
    })
  })

  /** For each call that asks in some cases: one that does, and one that does not. */
  const cases: Partial<Record<EndpointName, () => Promise<{ asks: object[]; does: object[] }>>> = {
    async updateRole() {
      const { plain, admins, user } = await somebody()
      return {
        asks: [
          { Name: admins, Users: { Add: [user] } },
          { Name: plain, Gatewright: { Rights: [rightPath('monitor')] } },
          { Name: admins, Users: { Delete: [user] } },
          { Name: 'sysadmin', Users: { Add: [user] } },
          { Name: plain, Description: 'Another one' },
        ],
        does: [{ Name: plain, Users: { Add: [user] } }],
      }
    },
    async addToRole() {
      const { plain, admins, user } = await somebody()
      const managers = await managing()
      return {
        asks: [admins, managers].map((Name) => ({ Name, Users: [user] })),
        does: [{ Name: plain, Users: [user] }],
      }
    },
    async removeFromRole() {
      const { plain, admins, user } = await somebody()
      return { asks: [{ Name: admins, Users: [user] }], does: [{ Name: plain, Users: [user] }] }
    },
    deleteGroup: groupCases((ID) => ({ ID })),
    addToGroup: groupCases((ID, user) => ({ ID, Users: [user] })),
    removeFromGroup: groupCases((ID, user) => ({ ID, Users: [user] })),
    async changeUser() {
      const { user: ID, administrator } = await somebody()
      return {
        asks: [
          { ID, Password: `${password} other` },
          { ID, OauthClient: true },
          { ID: administrator, Gatewright: { State: 'Disabled' } },
        ],
        does: [
          { ID, Description: 'Somebody', Gatewright: { State: 'Disabled' } },
          { ID: administrator, Description: 'Somebody' },
        ],
      }
    },
    setUserState: accountCases((ID) => ({ ID, state: 'Disabled' })),
    setCloudLock: accountCases((user) => ({ user, lockuser: true })),
    bulkUsers: accountCases((id) => ({ action: 'disable', dryRun: true, items: [{ id }] })),
    bulkGroups: groupCases((id) => ({ action: 'delete', dryRun: true, items: [{ id }] })),
    deleteUser: accountCases((ID) => ({ ID })),
    removeUser: accountCases((ID) => ({ ID })),
    removeUsers: accountCases((...Users) => ({ Users })),
    async setApplicationPermissions() {
      const { user } = await somebody()
      const { rowKey } = await flow.application(`permitted-${randomUUID()}`)
      const grants = (Rights: string) => ({
        ID: rowKey,
        Grants: [{ PrincipalId: user, PType: 'User', Rights }],
      })
      return {
        asks: ['Admin', 'Grant', 'Delete', 'ViewDetail,Execute'].map(grants),
        does: [grants('View,Execute'), grants('View')],
      }
    },
    createUser() {
      const user = () => ({ Name: `${randomUUID()}@acme.test`, Password: password })
      return Promise.resolve({
        asks: [
          { ...user(), InSysAdminRole: true },
          { ...user(), OauthClient: 'true' },
        ],
        does: [user()],
      })
    },
    createUsers() {
      const user = () => ({ Name: `${randomUUID()}@acme.test`, Password: password })
      return Promise.resolve({
        asks: [{ Users: [user(), { ...user(), OauthClient: 'true' }] }],
        does: [{ Users: [user()] }],
      })
    },
    async updateApplication() {
      const { rowKey } = bank
      const held = await running.admin.result<Record<string, unknown>>('/SaasManage/GetApplication', {
        _RowKey: rowKey,
      })
      return {
        asks: [
          { _RowKey: rowKey, OpenIDConnectScript: 'setClaim("a", "b")' },
          { _RowKey: rowKey, OAuthProfile: { ClientSecret: 'another secret of the bank 1' } },
        ],
        does: [{ _RowKey: rowKey, Description: `Changed ${randomUUID()}` }, held],
      }
    },
  }

  async function somebody() {
    const user = await people.addUser(`u${randomUUID()}`)
    const plain = await people.addRole(`Plain ${randomUUID()}`)
    const admins = await people.addRole(`Admins ${randomUUID()}`, ['appman'])
    const administrator = await people.addUser(`a${randomUUID()}`)
    await people.join(admins, { Users: [administrator] })
    return { user, plain, admins, administrator }
  }

  /** A role that gives no administrative right, but an application to manage. */
  async function managing() {
    const id = await people.addRole(`Managers ${randomUUID()}`)
    const { rowKey } = await flow.application(`managed-${randomUUID()}`)
    await flow.grant(rowKey, { type: 'Role', id }, 'Admin')
    return id
  }

  function accountCases(body: (id: string) => object) {
    return async () => {
      const { user, administrator } = await somebody()
      return { asks: [body(administrator)], does: [body(user)] }
    }
  }

  function groupCases(body: (id: string, user: string) => object) {
    return async () => {
      const { user, admins } = await somebody()
      const plain = await people.addGroup(`Plain ${randomUUID()}`)
      const powerful = await people.addGroup(`Powerful ${randomUUID()}`)
      await people.join(admins, { Groups: [powerful] })
      const managers = await people.addGroup(`Managers ${randomUUID()}`)
      await people.join(await managing(), { Groups: [managers] })
      return { asks: [powerful, managers].map((id) => body(id, user)), does: [body(plain, user)] }
    }
  }

  test.each(sometimes)('BF-14 %s asks where it changes who may do what, and else not', async (name) => {
    const made = await cases[name]?.()
    expect(made).toBeDefined()
    for (const body of made?.asks ?? [])
      expect([body, await codeOf(old.token, api[name].path, body)]).toEqual([
        body,
        'reauthentication_required',
      ])
    for (const body of made?.does ?? [])
      expect((await old.token.post(api[name].path, body)).envelope).toMatchObject({ success: true })
  })

  test('BF-14 what was refused changed nothing', async () => {
    const { admins, user, administrator: member } = await somebody()
    const refused = { Name: admins, Description: 'Taken over', Users: { Add: [user] } }
    expect(await codeOf(old.token, '/Roles/UpdateRole', refused)).toBe('reauthentication_required')
    expect(await running.admin.result('/SaasManage/GetRole', { Name: admins })).toMatchObject({
      Description: '',
    })
    expect(await people.members(admins)).toMatchObject([{ Guid: member }])
  })

  test('BF-14 sign-ins by API and programs are not asked, however long ago they began', async () => {
    const asked = (scope = 'all') => ({ grant_type: 'client_credentials', scope })
    await running.admin.result('/SaasManage/AddUsersAndGroupsToRole', {
      Name: await people.addRole(`Programs ${randomUUID()}`, ['roleman']),
      Users: [portal.client.id],
    })
    const by = { client: portal.client }
    const person = { grant_type: 'password', scope: 'all', username: administrator.user }
    const bearers = [
      (await flow.token('portal', asked(), by)).body['access_token'],
      (await flow.post('PlatformToken', asked(), by)).body['access_token'],
      (await flow.post('PlatformToken', { grant_type: 'client_credentials' }, by)).body['access_token'],
      (await flow.token('portal', { ...person, password: administrator.password }, by)).body['access_token'],
      (await signIn(running.url, administrator)).bearer,
    ]
    // A code that was got with a session by API
    const code = await flow.code(portal, { others: { scope: 'all' } })
    bearers.push((await flow.token('portal', flow.redemption(code), by)).body['access_token'])
    running.advance(longer)
    for (const bearer of bearers) {
      const client = new ApiClient(running.url, String(bearer))
      const { envelope } = await client.post('/SaasManage/StoreRole', { Name: `Made ${randomUUID()}` })
      expect(envelope).toMatchObject({ success: true })
    }
  })

  test('BF-14 a proof counts for five minutes', async () => {
    const page = onPageOf(running, portal)
    const client = new ApiClient(running.url, await page.token(administrator))
    const store = () => client.post('/SaasManage/StoreRole', { Name: `Made ${randomUUID()}` })
    running.advance(5 * 60_000 - 30_000)
    expect((await store()).status).toBe(200)
    running.advance(31_000)
    expect((await store()).status).toBe(401)
  })

  test('NT-62 BF-14 a stolen session gets no role, key, secret or script, also while its owner proves it anew; the log says so', async () => {
    const page = onPageOf(running, portal)
    const stolen = new ApiClient(running.url, await page.token(administrator))
    running.advance(longer)
    const renewed = new ApiClient(running.url, await page.token(administrator))
    const { user, administrator: rival } = await somebody()
    const attacks: [string, unknown][] = [
      ['/SaasManage/AddUsersAndGroupsToRole', { Name: 'sysadmin', Users: [user] }],
      ['/SaasManage/AssignSuperRights', [{ Role: 'everybody', Path: rightPath('appman') }]],
      ['/CDirectoryService/CreateUser', { Name: 'x@acme.test', Password: password, InSysAdminRole: true }],
      ['/UserMgmt/ResetUserPassword', { ID: user, newPassword: `${password} other` }],
      ['/Gatewright/Keys/Rotate', {}],
      // Somebody else, who signs in by API, would change the script unasked
      [
        '/SaasManage/SetApplicationPermissions',
        { ID: bank.rowKey, Grants: [{ PrincipalId: user, PType: 'User', Rights: 'Admin' }] },
      ],
      // The last one who could end that session
      ['/CDirectoryService/SetUserState', { ID: rival, state: 'Disabled' }],
      ['/CDirectoryService/ChangeUser', { ID: user, OauthClient: true }],
      [
        '/Gatewright/Secrets/Add',
        { owner: { type: 'user', id: portal.client.id }, key: randomUUID(), label: 'x' },
      ],
      ['/SaasManage/UpdateApplicationDE', { _RowKey: bank.rowKey, OpenIDConnectScript: 'setClaim("x", 1)' }],
    ]
    for (const [path, body] of attacks)
      expect([path, await codeOf(stolen, path, body)]).toEqual([path, 'reauthentication_required'])
    // The same by whoever has just proven it
    for (const [path, body] of attacks.slice(0, 1))
      expect((await renewed.post(path, body)).envelope).toMatchObject({ success: true })
    // Asked and not refused: what Home counts ends with .Refused
    const events = await running.tenant.database.read
      .selectFrom('event')
      .select(['event_type', 'object_name', 'detail'])
      .where('event_type', '=', 'Cloud.Core.Api.ProofAsked')
      .orderBy('number', 'desc')
      .limit(attacks.length)
      .execute()
    expect(events.toReversed().map((event) => event.object_name)).toEqual(
      attacks.map(([path]) => path.slice(1)),
    )
    for (const { detail } of events) expect(detail).toContain('"check":"recentProof"')
  })
})
