import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { templates } from '#schema/application/index.ts'
import { sentClientSecret } from '../application/clientSecret.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, redirectUri, type OAuth } from '#testing/oauth.ts'
import { peopleOf, refusal } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

type Wire = {
  [member: string]: unknown
  OAuthProfile: Record<string, unknown>
  Gatewright: Record<string, unknown>
}
type Version = { why: string; changes: { path: string; before: unknown; after: unknown }[] }

const [first, second] = ['kP3-hunter2-first', 'kP3-hunter2-second']

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  let flow: OAuth
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    flow = oauthOf(running)
  })
  afterAll(() => running.close())

  async function add(template: string, body: object): Promise<string> {
    const [made] = await running.admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
      ID: [template],
    })
    const rowKey = made?._RowKey ?? ''
    await flow.change(rowKey, body)
    return rowKey
  }
  const read = (rowKey: string) =>
    running.admin.result<Wire>('/SaasManage/GetApplication', { _RowKey: rowKey })
  const versions = async (rowKey: string) => {
    const asked = { type: 'application', id: rowKey }
    return (await running.admin.result<{ entries: Version[] }>('/Gatewright/History/List', asked)).entries
  }
  const secrets = (id: string) =>
    running.admin.result<object[]>('/Gatewright/Secrets/List', { owner: { type: 'application', id } })
  /** Whether the application is let in with a secret: what a client is refused for is its proof, before its code. */
  const fits = async (applicationId: string, clientId: string, secret: string) => {
    const client = { clientId, secret }
    const code = await flow.code({ applicationId, client }, { others: { scope: 'openid' } })
    return (await flow.token(applicationId, flow.redemption(code), { client })).status === 200
  }
  const found = async (text: string) => {
    const asked = { Script: '@@Web Applications PLV8', Args: { FilterBy: ['Name'], FilterValue: text } }
    const { Results } = await running.admin.result<{ Results: { Row: { ID: string } }[] }>(
      '/Redrock/query',
      asked,
    )
    return Results.map(({ Row }) => Row.ID)
  }

  describe('an OpenID Connect application', () => {
    let rowKey: string
    beforeAll(async () => {
      rowKey = await add('Generic OpenID Connect', {
        Name: 'Grafana',
        ServiceName: 'grafana',
        Script: 'setClaim("team", "a");',
        OAuthProfile: {
          ClientSecret: first,
          Url: 'https://grafana.test/login',
          Redirects: [redirectUri],
          TokenLifetimeString: '1:00:00',
        },
        Gatewright: { PostLogoutRedirects: ['https://grafana.test/goodbye'] },
      })
      await flow.grant(rowKey, { type: 'Role', id: 'everybody' }, 'Execute')
    })

    test('is read with its client ID, issuer and script, and with nothing of service users', async () => {
      const { OAuthProfile, ...others } = await read(rowKey)
      expect(OAuthProfile).toMatchObject({
        ClientID: rowKey,
        Issuer: `${running.url}/grafana/`,
        Url: 'https://grafana.test/login',
        AllowedAuth: 'AuthorizationCode',
        TokenLifetimeString: '1:00:00',
      })
      expect(OAuthProfile).not.toHaveProperty('ClientIDType')
      expect(others).toMatchObject({
        TemplateName: 'Generic OpenID Connect',
        WebAppType: 'OpenIDConnect',
        OpenIDConnectScript: 'setClaim("team", "a");',
        Url: 'https://grafana.test/login',
      })
    })

    test('signs people in with the secret that was written, as its own client', async () => {
      expect(await fits('grafana', rowKey, first)).toBe(true)
      expect(await secrets(rowKey)).toHaveLength(1)
    })

    test('is found by its client ID and its addresses', async () => {
      for (const text of [rowKey, 'app.test/cb', 'grafana.test/goodbye', 'GRAFANA.test/login'])
        expect(await found(text)).toContain(rowKey)
    })

    test('CL-01 what is read and written back changes nothing, and no secret is in it', async () => {
      const before = await read(rowKey)
      expect(JSON.stringify(before)).not.toContain(first)
      await flow.change(rowKey, before)
      expect(await read(rowKey)).toEqual(before)
    })

    test('the same secret again is no change, another one replaces all that there were', async () => {
      const before = await versions(rowKey)
      await flow.change(rowKey, { OAuthProfile: { ClientSecret: first } })
      await flow.change(rowKey, { OAuthProfile: { ClientSecret: '' }, Name: 'Grafana' })
      expect(await versions(rowKey)).toHaveLength(before.length)

      await flow.change(rowKey, { OAuthProfile: { ClientSecret: second }, Name: 'Grafana of ours' })
      const [last, settings] = await versions(rowKey)
      expect(last).toMatchObject({ why: 'Client secret replaced', changes: [] })
      expect(settings?.changes.map(({ path }) => path)).toEqual(['description.name'])
      expect(await secrets(rowKey)).toHaveLength(1)
      expect(await fits('grafana', rowKey, second)).toBe(true)
      expect(await fits('grafana', rowKey, first)).toBe(false)
    })

    test('CL-01 no table holds the secret', async () => {
      const { read } = running.tenant.database
      for (const table of ['event', 'object_version', 'credential', 'application'] as const)
        expect(JSON.stringify(await read.selectFrom(table).selectAll().execute())).not.toMatch(/hunter2/)
    })

    test.each([
      ['too short', 'short'],
      ['the first that is guessed', 'passwordpassword'],
      ['no text', 17],
    ])('CL-06 a secret that is %s is refused, and the rest with it', async (_, ClientSecret) => {
      const before = await read(rowKey)
      const body = { _RowKey: rowKey, Name: 'Other', OAuthProfile: { ClientSecret } }
      const { code } = await refusal(running.admin, '/SaasManage/UpdateApplicationDE', body)
      expect(code).toBe('invalid_fields')
      expect(await read(rowKey)).toEqual(before)
    })

    test('CL-06 a program’s secret follows the password policy of the tenant, one typed in the console is longer', async () => {
      const sent = { OAuthProfile: { ClientSecret: 'kP3-hunter2' } }
      const asked = { id: rowKey, sent }
      await expect(sentClientSecret(running.tenant, { ...asked, inConsole: true })).rejects.toThrow(
        'at least 16',
      )
      expect(await sentClientSecret(running.tenant, { ...asked, inConsole: false })).toMatchObject({
        hash: expect.stringContaining('argon2id') as string,
      })
    })

    test('CF-01 a stale edit does not replace the secret', async () => {
      const { status } = await running.admin.post(
        '/SaasManage/UpdateApplicationDE',
        { _RowKey: rowKey, OAuthProfile: { ClientSecret: 'kP3-hunter2-third' } },
        { 'if-match': '"1"' },
      )
      expect(status).toBe(412)
      expect(await fits('grafana', rowKey, second)).toBe(true)
    })

    test('CL-01 nobody reads the secret: the call says what to do instead', async () => {
      const ask = (ID: string) => running.admin.post('/SaasManage/GetOpenIdClientSecret', { ID })
      const { status, envelope } = await ask(rowKey)
      expect({ status, ...envelope }).toMatchObject({
        status: 200,
        success: false,
        Result: null,
        ErrorCode: 'gone',
        Message: expect.stringContaining('/Gatewright/Secrets/Add'),
      })
      const other = await add('OAuth2ServerClient', { ServiceName: 'no-secret' })
      expect((await ask(other)).envelope).toMatchObject({
        ErrorCode: 'invalid_request',
        Message: expect.stringContaining('service user'),
      })
      expect((await ask('nothing')).envelope).toMatchObject({ ErrorCode: 'not_found' })
    })

    test('AZ-03 read-only administration does not even get that far', async () => {
      const { client } = await peopleOf(running).somebody(['monitor'])
      const { status } = await client.post('/SaasManage/GetOpenIdClientSecret', { ID: rowKey })
      expect(status).toBe(403)
    })

    test('RD-02 its redirects are judged like all others, at their field on Trust', async () => {
      const body = { _RowKey: rowKey, OAuthProfile: { Redirects: ['http://grafana.test/'] } }
      expect((await running.admin.post('/SaasManage/UpdateApplicationDE', body)).envelope).toMatchObject({
        ErrorCode: 'invalid_fields',
        Gatewright: { fields: [{ path: 'trust.redirects.0' }] },
      })
    })
  })

  test('an OpenID Connect application from the catalogue has no secret until it gets one', async () => {
    const rowKey = await add('Generic OpenID Connect', { ServiceName: 'bare' })
    expect(await secrets(rowKey)).toEqual([])
  })

  test('an OAuth2 Server application has an audience, and scopes that are names', async () => {
    const rowKey = await add('OAuth2Server', {
      ServiceName: 'server',
      OAuthProfile: {
        TargetIsUs: false,
        Audience: 'company://audience',
        KnownScopes: [{ Scope: 'isp.audit.events:read', Description: 'Read', AllowedRest: ['.*'] }],
      },
    })
    expect((await read(rowKey)).OAuthProfile).toMatchObject({
      TargetIsUs: false,
      Audience: 'company://audience',
      KnownScopes: [{ Scope: 'isp.audit.events:read', Description: 'Read' }],
    })
    expect(await found('company://AUDIENCE')).toEqual([rowKey])
    const [change] = await versions(rowKey)
    expect(change?.changes).toContainEqual({
      path: 'generalUsage.audience',
      before: '',
      after: 'company://audience',
    })
  })

  test('the catalogue has every template', async () => {
    type Catalogue = { AppTemplates: { Results: { Row: { ID: string; DisplayName: string } }[] } }
    const { AppTemplates } = await running.admin.result<Catalogue>('/SaasManage/GetTemplatesAndCategories')
    expect(AppTemplates.Results.map(({ Row }) => [Row.ID, Row.DisplayName])).toEqual(
      Object.entries(templates).map(([name, { title }]) => [name, title]),
    )
  })
})
