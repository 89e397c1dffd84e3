import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { decoded, form, formType, rawBasic, Refused, speak, withoutTwins } from './stranger.ts'

// The vendor's SDKs in four languages, and a Terraform provider (contract.md 23)

type Rows = { Count: number; Results: { Row: Record<string, unknown>; Entities: { Key: string }[] }[] }

let running: TestTenant
let flow: OAuth
let app: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  app = await flow.application('sdk', {
    profile: {
      AllowedAuth: 'AuthorizationCode,ClientCreds',
      KnownScopes: [{ Scope: 'all', AllowedRest: ['.*'] }],
    },
  })
  const role = await peopleOf(running).addRole('SDK', ['appman', 'dsman', 'roleman', 'monitor'])
  await peopleOf(running).join(role, { Users: [app.client.id] })
})
afterAll(() => running.close())

/** A token by client credentials, the pair raw in the header. */
async function tokenOf(): Promise<string> {
  const { status, text } = await speak(running.url, '/oauth2/token/sdk', {
    headers: { ...formType, Authorization: rawBasic(app.client.clientId, app.client.secret) },
    body: form({ grant_type: 'client_credentials', scope: 'all' }),
  })
  expect(status).toBe(200)
  const { access_token: token, expires_in: seconds } = JSON.parse(text) as Record<string, unknown>
  expect(seconds).toBeTypeOf('number')
  return String(token)
}

describe('Go, and the Terraform provider that stands on it', () => {
  let call: <Result>(path: string, args: unknown, type: Parameters<typeof decoded>[1]) => Promise<Result>
  beforeAll(async () => {
    const headers = {
      Authorization: `Bearer ${await tokenOf()}`,
      'Content-Type': 'application/json',
      'X-CENTRIFY-NATIVE-CLIENT': 'Yes',
      'X-CFY-SRC': 'golang-sdk',
    }
    call = async (path, args, type) =>
      decoded(await speak(running.url, path, { headers, body: JSON.stringify(args) }), type)
  })
  const args = { PageNumber: 1, PageSize: 100000, Limit: 100000, SortBy: '', direction: 'False', Caching: -1 }

  test('finds the directory, and one principal of each kind in it', async () => {
    const { Results } = await call<Rows>('/core/GetDirectoryServices', { Args: args }, 'map')
    const directory = Results.find(({ Row }) => Row['Service'] === 'CDS')?.Row['directoryServiceUuid']
    const asked = [
      ['user', 'User', '{"_and":[{"SystemName":{"_like":"ada@acme.test"}},{"ObjectType":"User"}]}'],
      ['roles', 'roles', '{"Name":{"_like":"System Administrator"}}'],
    ] as const
    for (const [member, key, filter] of asked) {
      const found = await call<Record<string, Rows>>(
        '/UserMgmt/DirectoryServiceQuery',
        { Args: args, directoryServices: [directory], [member]: filter },
        'map',
      )
      expect(found[key]?.Results).toHaveLength(1)
    }
  })

  test('plans, applies, reads back without a difference, destroys, and knows that it is gone', async () => {
    const user = {
      Name: 'tf@acme.test',
      Mail: 'tf@mail.test',
      DisplayName: 'Terraform',
      Password: password,
      confirmPassword: password,
      OauthClient: false,
      MobileNumber: '+49 1',
      ReportsTo: 'Unassigned',
    }
    const id = await call<string>('/CDirectoryService/CreateUser', user, 'string')
    const read = () => call<Record<string, unknown>>('/UserMgmt/GetUserAttributes', { ID: id }, 'map')
    const { Password: _, confirmPassword: __, ...kept } = user
    expect(await read()).toMatchObject(kept)
    await call('/CDirectoryService/ChangeUser', { ...kept, ID: id, DisplayName: 'Changed' }, 'map')
    expect(await read()).toMatchObject({ ...kept, DisplayName: 'Changed' })
    expect(
      await call('/UserMgmt/ResetUserPassword', { ID: id, newPassword: 'another long sentence 4' }, 'bool'),
    ).toBe(true)
    await call('/UserMgmt/RemoveUser', { ID: id }, 'map')
    const gone = await read().catch((error: unknown) => error)
    expect(gone).toBeInstanceOf(Refused)
    expect((gone as Error).message).toMatch(/not exist|not found/)
  })

  test('makes an application with the complete payload, and the second plan is empty', async () => {
    const [made] = await call<{ _RowKey: string; success: boolean }[]>(
      '/SaasManage/ImportAppFromTemplate',
      { ID: ['OAuth2ServerClient'] },
      'list',
    )
    const rowKey = made?._RowKey ?? ''
    const OAuthProfile = {
      TargetIsUs: true,
      ClientIDType: 1,
      MustBeOauthClient: true,
      Redirects: ['https://example.com'],
      TokenType: 'JwtRS256',
      AllowedAuth: 'ClientCreds,ResourceCreds',
      TokenLifetimeString: '6:00:00',
      AllowRefresh: true,
      RefreshLifetimeString: '200.00:00:00',
      Confirm: true,
      AllowScopeSelect: true,
      KnownScopes: [
        { Scope: 'cli', Description: 'CLI', AllowedRest: ['/SaasManage/GetApplication', '/RedRock/query'] },
      ],
    }
    const update = {
      _RowKey: rowKey,
      ID: rowKey,
      Name: 'Test OAuth Client WebApp',
      ServiceName: 'TestOAuthClient',
      TemplateName: 'OAuth2ServerClient',
      PolicyScript: '',
      UserMapScript: '',
      WorkflowEnabled: false,
      OAuthProfile,
    }
    expect(await call('/SaasManage/UpdateApplicationDE', update, 'map')).toMatchObject({ State: 0 })
    expect(await call('/SaasManage/GetApplication', { _RowKey: rowKey }, 'map')).toMatchObject({
      Name: update.Name,
      ServiceName: update.ServiceName,
      OAuthProfile,
    })
    const Grants = [
      { Principal: 'System Administrator', PrincipalId: 'sysadmin', PType: 'Role', Rights: 'View,Execute' },
    ]
    await call('/SaasManage/SetApplicationPermissions', { ID: rowKey, PVID: rowKey, Grants }, 'map')
    expect(await call('/SaasManage/GetAppIDByServiceName', { Name: 'TestOAuthClient' }, 'string')).toBe(
      rowKey,
    )
    expect(await call('/SaasManage/DeleteApplication', { _RowKey: [rowKey] }, 'list')).toHaveLength(1)
    expect(await call('/SaasManage/GetApplication', { _RowKey: rowKey }, 'map')).toBeNull()
    const missing = call('/SaasManage/UpdateApplicationDE', { _RowKey: rowKey, Name: 'x' }, 'map')
    await expect(missing).rejects.toThrow('The provided RowKey  is not valid.')
  })

  test('keeps a role, its members and rights, and reads what it compares', async () => {
    const { _RowKey: id } = await call<{ _RowKey: string }>('/Roles/StoreRole', { Name: 'tf role' }, 'map')
    await call(
      '/Roles/UpdateRole',
      { Name: id, Description: 'Kept', Users: { Add: ['ada@acme.test'] } },
      'string',
    )
    expect(
      await call('/SaasManage/GetRole', { name: id, suppressPrincipalsList: true, Args: args }, 'map'),
    ).toMatchObject({ Description: 'Kept', RoleType: 'PrincipalList' })
    expect(
      (await call<Rows>('/SaasManage/GetRoleMembers', { name: id, Args: args }, 'map')).Results,
    ).toHaveLength(1)
    expect(await call('/SaasManage/GetRoleIDFromName?roleName=tf%20role', {}, 'string')).toBe(id)
    await call('/SaasManage/DeleteRole', { Name: id }, 'map')
    await expect(call('/SaasManage/GetRole', { name: id }, 'map')).rejects.toThrow('not exist')
    const query = (Script: string) => call<Rows>('/Redrock/query', { Script, Args: args }, 'map')
    expect((await query("SELECT * FROM Role WHERE 1=1 AND Name='System Administrator'")).Count).toBe(1)
    expect((await query("SELECT * FROM User WHERE 1=1 AND Username='ada@acme.test'")).Count).toBe(1)
  })

  test('a strict reader loses no message of a refusal, whatever type it expects', async () => {
    for (const [path, body, type] of [
      ['/SaasManage/ImportAppFromTemplate', { ID: ['Nothing'] }, 'list'],
      ['/CDirectoryService/CreateUser', { Name: 'no suffix', Password: 'x' }, 'string'],
      ['/UserMgmt/ResetUserPassword', { ID: 'nobody', newPassword: 'short' }, 'bool'],
      ['/SaasManage/GetRole', {}, 'map'],
    ] as const)
      await expect(call(path, body, type)).rejects.toBeInstanceOf(Refused)
  })
})

describe('Python', () => {
  test('signs in with a password, step by step, and takes the token out of the reply', async () => {
    const headers = { 'Content-Type': 'application/json', 'X-IDAP-NATIVE-CLIENT': 'true', OobIdPAuth: 'true' }
    const post = async (path: string, body: object, more: Record<string, string> = {}) =>
      decoded<Record<string, unknown>>(
        await speak(running.url, path, { headers: { ...headers, ...more }, body: JSON.stringify(body) }),
        'map',
      )
    const started = await post('/Security/StartAuthentication', {
      User: administrator.user,
      Version: '1.0',
      PlatformTokenResponse: true,
      AssociatedEntityType: 'API',
      MfaRequestor: 'DeviceAgent',
    })
    expect(started).not.toHaveProperty('PodFqdn')
    const [challenge] = started['Challenges'] as { Mechanisms: Record<string, string>[] }[]
    const mechanism = challenge?.Mechanisms[0]
    const done = await post('/Security/AdvanceAuthentication', {
      SessionId: started['SessionId'],
      MechanismId: mechanism?.['MechanismId'],
      Action: 'Answer',
      Answer: administrator.password,
    })
    expect(done['Summary']).toBe('LoginSuccess')
    const bearer = { Authorization: `Bearer ${String(done['Token'])}` }
    const aliases = await decoded<Rows>(
      await speak(running.url, '/Core/GetCdsAliasesForTenant', { headers: { ...headers, ...bearer } }),
      'map',
    )
    expect(aliases.Results[0]?.Entities[0]?.Key).toBe('acme.test')
    // Booleans as texts, and what it does not know ignored
    const name = 'ark@acme.test'
    const made = await speak(running.url, '/CDirectoryService/CreateUser', {
      headers: { ...headers, ...bearer },
      body: JSON.stringify({
        DisplayName: 'Ark',
        Name: name,
        Mail: 'ark@mail.test',
        Password: password,
        MobileNumber: '',
        InEverybodyRole: 'true',
        InSysAdminRole: 'false',
        ForcePasswordChangeNext: 'true',
        SendEmailInvite: 'false',
        SendSmsInvite: 'false',
      }),
    })
    expect(await decoded<string>(made, 'string')).toMatch(/^[\da-f-]{36}$/)
    await decoded(
      await speak(running.url, '/CDirectoryService/DeleteUser', {
        headers: { ...headers, ...bearer },
        body: JSON.stringify({ ID: name }),
      }),
      'null',
    )
  })
})

describe('.NET', () => {
  test('asks before it sends, writes a charset, mixes query and body, and reads by length', async () => {
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      'X-CENTRIFY-NATIVE-CLIENT': '1',
      Authorization: `Bearer ${await tokenOf()}`,
      Expect: '100-continue',
    }
    const update = await speak(running.url, `/saasmanage/updateapplicationde?_RowKey=${app.rowKey}`, {
      headers,
      body: JSON.stringify({
        UserNameStrategy: 'Fixed',
        UserNameArg: 'x',
        Password: 'y',
        Description: 'by .NET',
      }),
    })
    expect(await decoded(update, 'map')).toMatchObject({ State: 0 })
    expect(JSON.parse(update.text)).toMatchObject({ Message: expect.stringContaining('UserNameStrategy') })
    const apps = await decoded<{ Apps: unknown[] }>(
      await speak(running.url, '/uprest/GetUPData', { headers, body: '{"force":false}' }),
      'map',
    )
    expect(apps.Apps).not.toEqual([])
  })
})

describe('PowerShell', () => {
  test('asks for a platform token by form, writes two slashes, and reads no twins', async () => {
    const { text } = await speak(running.url, '//OAuth2/PlatformToken', {
      headers: { ...formType, 'X-IDAP-NATIVE-CLIENT': 'true' },
      body: form({
        grant_type: 'client_credentials',
        client_id: app.client.clientId,
        client_secret: app.client.secret,
      }),
    })
    const { access_token: token, token_type: type } = JSON.parse(text) as Record<string, string>
    const headers = {
      Authorization: `${type} ${token}`,
      'Content-Type': 'application/json',
      'X-IDAP-NATIVE-CLIENT': 'true',
    }
    const post = async (path: string, body: object = {}) => {
      const heard = await speak(running.url, path, { headers, body: JSON.stringify(body) })
      withoutTwins(JSON.parse(heard.text))
      return decoded<unknown>(heard, path.includes('List') ? 'list' : 'map')
    }
    for (const [path, body] of [
      ['//Security/WhoAmI?antixss=abc', {}],
      ['//Redrock/query', { Script: 'select * from Event', Args: { PageSize: 5 } }],
      ['//Redrock/query', { Script: 'select ID, Id, Uuid from User', Args: { PageSize: 5 } }],
      ['/UserMgmt/DirectoryServiceQuery', { user: '{}', group: '{}', roles: '{}' }],
      ['/UserMgmt/GetUsersRolesAndAdministrativeRights', {}],
      [`/SaasManage/GetApplication?_RowKey=${app.rowKey}`, {}],
      ['/SysInfo/About', {}],
      ['/AuthProfile/GetProfileList', {}],
      ['/Policy/GetNicePlinks', {}],
    ] as const)
      expect([path, await post(path, body)]).not.toContain(null)
  })
})

describe('Java and JavaScript', () => {
  test('credentials in the form, a GET without a body, and a role found by its name in rows', async () => {
    const { text } = await speak(running.url, '/OAuth2/Token/sdk', {
      headers: formType,
      body: form({
        grant_type: 'client_credentials',
        client_id: app.client.clientId,
        client_secret: app.client.secret,
        scope: 'all',
      }),
    })
    const { access_token: token } = JSON.parse(text) as Record<string, string>
    const headers = {
      Authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'cache-control': 'no-cache',
    }
    const found = await speak(running.url, `/CDirectoryService/GetUser?ID=${app.client.id}`, {
      method: 'GET',
      headers,
    })
    expect(await decoded(found, 'map')).toMatchObject({ Uuid: app.client.id })
    const roles = await decoded<Rows>(
      await speak(running.url, `/UserMgmt/GetUsersRolesAndAdministrativeRights?id=${app.client.id}`, {
        headers,
      }),
      'map',
    )
    expect(roles.Results.map(({ Row }) => Row['RoleName'])).toContain('SDK')
  })
})
