import { beforeAll, describe, expect, test } from 'vitest'
import { password } from '#testing/people.ts'
import { type Rows, sdkTenant } from './sdkTenant.ts'
import { decoded, Refused, speak } from './stranger.ts'

// The vendor's SDK in Go, and a Terraform provider (contract.md 23)

const { running, tokenOf } = await sdkTenant()

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
