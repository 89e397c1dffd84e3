import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf, refusal } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

type Wire = { Gatewright: { Version: number; Grants: object[]; BuiltIn: boolean }; [name: string]: unknown }

describe('what an update may not do', () => {
  let running: TestTenant
  let flow: OAuth
  let portal: Awaited<ReturnType<OAuth['application']>>
  beforeAll(async () => {
    running = await bootTenant()
    flow = oauthOf(running)
    portal = await flow.application('portal')
  })
  afterAll(() => running.close())

  const update = (body: object) =>
    running.admin.post('/SaasManage/UpdateApplicationDE', { _RowKey: portal.rowKey, ...body })
  const read = () => running.admin.result<Wire>('/SaasManage/GetApplication', { _RowKey: portal.rowKey })

  test('NT-43 AZ-04 settable is what is a setting: nothing else of an application is changed by being sent', async () => {
    const before = await read()
    const reply = await update({
      TemplateName: 'OAuth2Server',
      _PartitionKey: 'XYZ0000',
      _Timestamp: '/Date(0)/',
      State: 'Deployed',
      WebAppType: 'Saml',
      Gatewright: { BuiltIn: true, CreatedAt: 0, UpdatedAt: 0, built_in: 1 },
    })
    expect(reply.envelope).toMatchObject({ success: false, ErrorCode: 'invalid_request' })
    // D10: named when nothing else was sent
    expect(reply.envelope.Message).toContain('_PartitionKey')
    expect(await read()).toEqual(before)
  })

  test('D10 what is kept nowhere is named in the Message of a good reply, and what says nothing is not', async () => {
    const told = async (body: object) => (await update({ Description: 'told', ...body })).envelope
    expect(
      await told({
        PolicyScript: '',
        WorkflowEnabled: false,
        DefaultAuthProfile: 'AlwaysAllowed',
        State: 'x',
      }),
    ).toMatchObject({
      success: true,
      Message: 'Not kept, because this tenant has no such setting: State.',
    })
    const reply = await told({
      DefaultAuthProfile: '00000000-0000-0000-0000-000000000000',
      AuthRules: { Enabled: true, _Value: [{ Conditions: [] }] },
      WorkflowEnabled: true,
      UserNameStrategy: 'Fixed',
      UserNameArg: 'ada',
      OAuthProfile: { Nothing: 1, TokenLifetimeString: '1:00:00' },
      Gatewright: { Other: 'x' },
    })
    expect(reply.Message).toBe(
      'Not kept, because this tenant has no such setting: DefaultAuthProfile, AuthRules, WorkflowEnabled, UserNameStrategy, UserNameArg, OAuthProfile.Nothing, Gatewright.Other.',
    )
    const before = await read()
    const scopes = (before['OAuthProfile'] as { KnownScopes: object[] }).KnownScopes
    const scoped = await told({
      OAuthProfile: {
        KnownScopes: scopes.map((row, at) => ({ ...row, Mode: 'RestFilter', Type: at === 0 ? '' : 'Api' })),
      },
    })
    expect(scopes.length).toBeGreaterThan(1)
    expect(scoped.Message).toBe(
      'Not kept, because this tenant has no such setting: OAuthProfile.KnownScopes.Mode, OAuthProfile.KnownScopes.Type.',
    )
    expect((await read())['OAuthProfile']).toEqual(before['OAuthProfile'])
    // Whoever writes back what was read loses nothing
    expect((await update(await read())).envelope).toMatchObject({ success: true, Message: null })
  })

  test('a lifetime reads back as it was sent, while it means the same', async () => {
    const lifetimes = async () => {
      const { TokenLifetimeString, RefreshLifetimeString } = (await read())['OAuthProfile'] as Record<
        string,
        string
      >
      return [TokenLifetimeString, RefreshLifetimeString]
    }
    for (const sent of ['8:00:00', '08:00:00', '0.08:00:00']) {
      await update({
        OAuthProfile: {
          TokenLifetimeString: sent,
          AllowRefresh: true,
          RefreshLifetimeString: '200.00:00:00',
        },
      })
      expect(await lifetimes()).toEqual([sent, '200.00:00:00'])
    }
    await update({ OAuthProfile: { TokenLifetimeString: '8:00:00' } })
    await update({ Description: 'another' })
    expect(await lifetimes()).toEqual(['8:00:00', '200.00:00:00'])
    await update({ OAuthProfile: { TokenLifetimeString: '2:00:00', AllowRefresh: false } })
    expect((await lifetimes())[0]).toBe('2:00:00')
    await update({ OAuthProfile: { TokenLifetimeString: '0.01:00:00' } })
  })

  test.each<[string, object, string]>([
    [
      'NT-08 a script as redirect',
      { OAuthProfile: { Redirects: ['JaVaScRiPt:alert(1)'] } },
      'generalUsage.redirects.0',
    ],
    [
      'a wildcard as redirect',
      { OAuthProfile: { Redirects: ['https://*.test/'] } },
      'generalUsage.redirects.0',
    ],
    [
      'NT-63 a hostile pattern',
      { OAuthProfile: { KnownScopes: [{ Scope: 'x', AllowedRest: ['(?=a)'] }] } },
      'scope.scopes.0.patterns.0',
    ],
    [
      'a pattern that opens everything by accident',
      { OAuthProfile: { KnownScopes: [{ Scope: 'x', AllowedRest: ['/'] }] } },
      'scope.scopes.0.patterns.0',
    ],
    ['an Application ID with a space', { ServiceName: 'a b' }, 'description.applicationId'],
    ['an Application ID of a path', { ServiceName: '../x' }, 'description.applicationId'],
    ['no name', { Name: ' ' }, 'description.name'],
    ['an issuer on plain http', { OAuthProfile: { Issuer: 'http://issuer.test/' } }, 'generalUsage.issuer'],
    [
      'an issuer with a line break',
      { OAuthProfile: { Issuer: 'https://iss\nuer.test/' } },
      'generalUsage.issuer',
    ],
    [
      'an issuer with a password',
      { OAuthProfile: { Issuer: 'https://:pw@issuer.test/' } },
      'generalUsage.issuer',
    ],
    [
      'a lifetime of a year',
      { OAuthProfile: { TokenLifetimeString: '365.00:00:00' } },
      'tokens.tokenLifetime',
    ],
    [
      'Auth Code without redirect',
      { OAuthProfile: { Redirects: [], AllowedAuth: 'AuthorizationCode' } },
      'generalUsage.redirects',
    ],
    [
      'a principal twice',
      {
        Gatewright: {
          Grants: [1, 2].map(() => ({ type: 'Role', id: 'everybody', name: 'x', rights: ['Run'] })),
        },
      },
      'userAccess.grants.1',
    ],
  ])('%s', async (_, body, field) => {
    const before = await read()
    const { envelope, status } = await update(body)
    expect({ status, ...envelope }).toMatchObject({
      status: 200,
      success: false,
      ErrorCode: 'invalid_fields',
    })
    expect(envelope).toMatchObject({ Result: null })
    expect(envelope.Gatewright?.fields?.[0]?.path).toBe(field)
    expect(await read()).toEqual(before)
  })

  test('D1 an application that was meant to open nothing of the tenant is not made to by ignoring TargetIsUs', async () => {
    for (const sent of [false, 'false', 'False'])
      expect((await update({ OAuthProfile: { targetisus: sent } })).envelope).toMatchObject({
        success: false,
        ErrorCode: 'invalid_request',
      })
    expect((await update({ OAuthProfile: { TargetIsUs: true, Confirm: false } })).envelope.success).toBe(true)
  })

  test('a permission is shown by the name of its principal, whatever name was sent', async () => {
    const { id, name } = await peopleOf(running).somebody()
    await running.admin.result('/SaasManage/SetApplicationPermissions', {
      ID: portal.rowKey,
      Grants: [{ Principal: 'System Administrator', PrincipalId: id, PType: 'User', Rights: 'Execute,View' }],
    })
    const aces = await running.admin.result<object[]>('/Acl/GetRowAces', { RowKey: portal.rowKey })
    expect(aces).toContainEqual({
      PrincipalName: name,
      Principal: id,
      PrincipalType: 'User',
      Type: 'User',
      Grant: 132,
      GrantStr: 'View + Run',
      Inherited: false,
    })
  })

  test.each([
    [
      'a user who is not there',
      { PType: 'User', PrincipalId: 'nobody', Rights: 'Execute' },
      'invalid_fields',
    ],
    ['a user as a role', { PType: 'Role', PrincipalId: 'USER', Rights: 'Execute' }, 'invalid_fields'],
    ['a group', { PType: 'Group', PrincipalId: 'everybody', Rights: 'Execute' }, 'invalid_fields'],
    ['another kind', { PType: 'Machine', PrincipalId: 'x', Rights: 'Execute' }, 'invalid_request'],
    [
      'an unknown right',
      { PType: 'Role', PrincipalId: 'everybody', Rights: 'Everything' },
      'invalid_request',
    ],
  ])('nobody gets permissions as %s', async (_, row, code) => {
    const grant = { ...row, PrincipalId: row.PrincipalId === 'USER' ? portal.client.id : row.PrincipalId }
    const refused = await refusal(running.admin, '/SaasManage/SetApplicationPermissions', {
      ID: portal.rowKey,
      Grants: [grant],
    })
    expect(refused.code).toBe(code)
  })

  test('the same permissions again, in any order, are no change and no version', async () => {
    const { Gatewright: before } = await read()
    await update({ Gatewright: { Grants: [...before.Grants].reverse() } })
    for (let again = 0; again < 2; again++)
      await flow.grant(portal.rowKey, { type: 'Role', id: 'everybody' }, 'Execute,View')
    expect((await read()).Gatewright.Version).toBe(before.Version)
  })

  test('the console’s own application is neither changed nor deleted nor found by name', async () => {
    const { clientId } = running.consoleClient
    const tries: [string, object][] = [
      [
        '/SaasManage/UpdateApplicationDE',
        { _RowKey: clientId, OAuthProfile: { Redirects: ['https://evil.test/'] } },
      ],
      ['/SaasManage/DeleteApplication', { _RowKey: [clientId] }],
      ['/SaasManage/SetApplicationPermissions', { ID: clientId, Grants: [] }],
    ]
    for (const [path, body] of tries) expect((await refusal(running.admin, path, body)).status).toBe(403)
    const found = await running.admin.result('/SaasManage/GetAppIDByServiceName', {
      Name: running.consoleClient.applicationId,
    })
    expect(found).toBeNull()
  })

  test('deleting several is all or nothing, and more than 20 templates are not added at once', async () => {
    const doomed = await flow.application('doomed')
    const both = { _RowKey: [doomed.rowKey, running.consoleClient.clientId] }
    expect((await running.admin.post('/SaasManage/DeleteApplication', both)).status).toBe(403)
    expect(await running.admin.result('/SaasManage/GetAppIDByServiceName', { Name: 'doomed' })).toBe(
      doomed.rowKey,
    )
    const many = { ID: Array(21).fill('OAuth2ServerClient') as string[] }
    expect((await refusal(running.admin, '/SaasManage/ImportAppFromTemplate', many)).code).toBe(
      'invalid_fields',
    )
  })
})
