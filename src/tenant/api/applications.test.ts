import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf, refusal } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

type Wire = { Gatewright: { Version: number; Grants: object[]; BuiltIn: boolean }; [name: string]: unknown }

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  let flow: OAuth
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    flow = oauthOf(running)
  })
  afterAll(() => running.close())

  const update = (rowKey: string, body: object, startedFrom?: number) =>
    running.admin.post(
      '/SaasManage/UpdateApplicationDE',
      { _RowKey: rowKey, ...body },
      startedFrom === undefined ? {} : { 'if-match': `"${startedFrom}"` },
    )
  const read = (rowKey: string) =>
    running.admin.result<Wire>('/SaasManage/GetApplication', { _RowKey: rowKey })
  async function bare(applicationId: string) {
    const [made] = await running.admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
      ID: ['OAuth2ServerClient'],
    })
    const rowKey = made?._RowKey ?? ''
    await flow.change(rowKey, { ServiceName: applicationId })
    return rowKey
  }
  const versionsOf = (id: string) =>
    running.tenant.database.read
      .selectFrom('object_version')
      .selectAll()
      .where('object_id', '=', id)
      .execute()

  test('CF-04 of 20 who take one Application ID at once, in any letter case, one gets it', async () => {
    const rowKeys = await Promise.all(Array.from({ length: 20 }, (_, index) => bare(`racer${index}`)))
    const replies = await Promise.all(
      rowKeys.map((rowKey, index) => update(rowKey, { ServiceName: index % 2 ? 'The-Name' : 'the-name' })),
    )
    expect(replies.filter(({ envelope }) => envelope.success)).toHaveLength(1)
    for (const { status, envelope } of replies.filter((reply) => !reply.envelope.success)) {
      expect({ status, code: envelope.ErrorCode }).toEqual({ status: 200, code: 'taken' })
      expect(envelope.Gatewright).toMatchObject({ fields: [{ path: 'description.applicationId' }] })
    }
  })

  test('CF-01 CF-02 of 20 edits of one version one is saved, and the others are told which version is current', async () => {
    const rowKey = await bare('edited')
    const { Version } = (await read(rowKey)).Gatewright
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => update(rowKey, { Description: `by ${index}` }, Version)),
    )
    const saved = replies.filter(({ status }) => status === 200)
    expect(saved).toHaveLength(1)
    for (const { status, envelope } of replies.filter((reply) => !saved.includes(reply))) {
      expect(status).toBe(412)
      expect(envelope).toMatchObject({
        success: false,
        ErrorCode: 'stale',
        Gatewright: { version: Version + 1 },
      })
    }
    expect(saved[0]?.envelope.Result).toEqual({ State: 0, Gatewright: { Version: Version + 1 } })
  })

  test('CF-02 20 editors and a vendor-style writer at once: what was accepted is recorded, one after the other', async () => {
    const rowKey = await bare('crowded')
    const before = (await versionsOf(rowKey)).length
    const seen: number[] = []
    /** Reads, edits, and does both again when somebody else was faster. */
    const editor = async (index: number): Promise<void> => {
      const { Version } = (await read(rowKey)).Gatewright
      const { status } = await update(rowKey, { Description: `by editor ${index}` }, Version)
      seen.push(status)
      if (status === 412) await editor(index)
    }
    const writer = async () => {
      for (let count = 0; count < 8; count++) {
        const { status } = await update(rowKey, { Name: `by the writer ${count}` })
        seen.push(status)
      }
    }
    await Promise.all([writer(), ...Array.from({ length: 20 }, (_, index) => editor(index))])
    const accepted = seen.filter((status) => status === 200).length
    expect(accepted).toBe(28)
    expect(seen.filter((status) => status === 412).length).toBe(seen.length - accepted)

    const versions = (await versionsOf(rowKey)).sort((a, b) => a.version - b.version)
    expect(versions).toHaveLength(before + accepted)
    for (const [index, { version, before: held }] of versions.entries()) {
      expect(version).toBe(index + 1)
      expect(held).toBe(versions[index - 1]?.after ?? null)
    }
    const last = JSON.parse(versions.at(-1)?.after ?? '') as { description: Record<string, string> }
    expect(await read(rowKey)).toMatchObject({
      Name: last.description['name'],
      Description: last.description['description'],
      Gatewright: { Version: versions.length },
    })
  })

  test('CF-01 without a version the last write wins, and every one of them is a version to go back to', async () => {
    const rowKey = await bare('overwritten')
    const before = (await versionsOf(rowKey)).length
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, index) => update(rowKey, { Description: `by ${index}` })),
    )
    expect(replies.every(({ envelope }) => envelope.success)).toBe(true)
    const versions = await versionsOf(rowKey)
    expect(versions).toHaveLength(before + 10)
    expect(new Set(versions.map(({ version }) => version)).size).toBe(before + 10)
  })

  test('AU-01 without its event no change is kept', async () => {
    const rowKey = await bare('unrecorded')
    const { database } = running.tenant
    const { Gatewright: was, ...before } = await read(rowKey)
    await database.write((tx) => sql`alter table event rename to event_away`.execute(tx))
    const refused = await update(rowKey, { Description: 'unrecorded' })
    const imported = await running.admin.post('/SaasManage/ImportAppFromTemplate', { ID: ['OAuth2Server'] })
    await database.write((tx) => sql`alter table event_away rename to event`.execute(tx))
    expect([refused.status, imported.status]).toEqual([500, 500])
    expect(refused.envelope).toMatchObject({ success: false, Result: null, Gatewright: { code: 'failed' } })
    expect(JSON.stringify(refused.envelope)).not.toMatch(/sql|event_away|no such table|relation/i)
    const { Gatewright: is, ...after } = await read(rowKey)
    expect({ ...after, is }).toEqual({ ...before, is: was })
    expect((await update(rowKey, { Description: 'recorded' })).envelope.success).toBe(true)
  })
})

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
