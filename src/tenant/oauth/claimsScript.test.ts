import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiClient } from '#testing/apiClient.ts'
import { answerOf, basic, oauthOf, redirectUri, type OAuth } from '#testing/oauth.ts'
import { peopleOf, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let flow: OAuth
let people: People
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  people = peopleOf(running)
})
afterAll(() => running.close())

const stream = `setClaim('tenant_id', TenantData.Get("CybrTenantID")); setClaim('aud','cyberark.isp.audit')`
const failing = "setClaim('a', 1)\nsetClaim('sub', 'the-canary-in-the-script')"

type Application = Awaited<ReturnType<OAuth['application']>>

/** An OAuth2 Server application, whose client asks for itself. */
async function server(
  applicationId: string,
  { script, profile = {} }: { script: string; profile?: object },
): Promise<Application> {
  const app = await flow.application(applicationId, {
    template: 'OAuth2Server',
    profile: {
      TargetIsUs: false,
      AllowedAuth: 'AuthorizationCode,ClientCreds,Implicit',
      Audience: 'company://audience',
      KnownScopes: [{ Scope: 'read', Description: 'Read' }],
      ...profile,
    },
  })
  await flow.change(app.rowKey, { Script: script })
  return app
}

async function openId(applicationId: string, script: string) {
  const app = await flow.openIdConnect(applicationId, { profile: { AllowRefresh: true } })
  await flow.change(app.rowKey, { OpenIDConnectScript: script })
  return app
}

const clientCredentials = ({ applicationId, client }: Application) =>
  flow.token(applicationId, { grant_type: 'client_credentials' }, { client })

type Signed = { applicationId: string; client: { clientId: string; secret: string } }

async function redeem(app: Signed, others: Record<string, string> = {}, client?: ApiClient) {
  const given = await flow.code(app, {
    others: { scope: 'openid profile', nonce: 'n', ...others },
    ...(client ? { bearer: client.bearer } : {}),
  })
  return { given, ...(await flow.token(app.applicationId, flow.redemption(given), app)) }
}

const claimsIn = (body: Record<string, unknown>, name = 'access_token') => decodeJwt(String(body[name]))

const refusals = async (rowKey: string) =>
  (
    await running.admin.result<{ Results: { Row: Record<string, unknown> }[] }>('/Redrock/query', {
      Script: `select * from Event where ApplicationID = '${rowKey}' and EventType like 'Cloud.OAuth2.%.Refused' order by WhenOccurred desc`,
    })
  ).Results.map(({ Row }) => Row)

describe('a token has what the script says', () => {
  test('of an OAuth2 Server application, as the audit stream is set up', async () => {
    const app = await server('audit-stream', { script: stream })
    const { status, body } = await clientCredentials(app)
    expect(status).toBe(200)
    expect(decodeProtectedHeader(String(body['access_token']))).toMatchObject({ alg: 'RS256', typ: 'at+jwt' })
    expect(claimsIn(body)).toMatchObject({
      tenant_id: running.tenant.id,
      aud: 'cyberark.isp.audit',
      iss: `${running.url}/audit-stream/`,
      sub: app.client.id,
      client_id: app.client.clientId,
      scope: 'read',
    })
  })

  test('of an OpenID Connect application, in both tokens; the ID token stays for the client that asked', async () => {
    const app = await openId(
      'portal',
      "setClaimArray('groups', LoginUser.RoleNames); setClaim('name', 'Shown ' + LoginUser.DisplayName)\n" +
        stream,
    )
    const { client } = await people.somebody()
    const { body } = await redeem(app, {}, client)
    expect(claimsIn(body)).toMatchObject({ aud: 'cyberark.isp.audit', tenant_id: running.tenant.id })
    const idToken = claimsIn(body, 'id_token')
    expect(idToken).toMatchObject({ aud: app.client.clientId, nonce: 'n', tenant_id: running.tenant.id })
    expect(idToken['groups']).toEqual(claimsIn(body)['groups'])
    expect(idToken['groups']).toContain('Everybody')
    expect(String(idToken['name'])).toMatch(/^Shown /)
  })

  test('that is opaque, where it is asked about', async () => {
    const app = await server('opaque', { script: stream, profile: { TokenType: 'Opaque' } })
    const { body } = await clientCredentials(app)
    const reply = await fetch(`${running.url}/OAuth2/Introspect/opaque`, {
      method: 'POST',
      headers: { authorization: basic(app.client.clientId, app.client.secret) },
      body: new URLSearchParams({ token: String(body['access_token']) }),
    })
    expect(await reply.json()).toMatchObject({
      active: true,
      aud: 'cyberark.isp.audit',
      tenant_id: running.tenant.id,
    })
  })

  test('that comes without a code', async () => {
    const app = await server('implicit', { script: "setClaim('mail', LoginUser.Username)" })
    const reply = await flow.authorize(
      'implicit',
      flow.request(app.client.clientId, { response_type: 'token', scope: 'read' }),
      { bearer: running.admin.bearer },
    )
    expect(decodeJwt(answerOf(reply).get('access_token') ?? '')).toMatchObject({ mail: 'ada@acme.test' })
  })

  test('that is for the platform, with scopes of such an application', async () => {
    const app = await server('platform', {
      script: stream,
      profile: { KnownScopes: [{ Scope: 'only.here', Description: '' }] },
    })
    const reply = await fetch(`${running.url}/OAuth2/PlatformToken`, {
      method: 'POST',
      headers: { authorization: basic(app.client.clientId, app.client.secret) },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'only.here' }),
    })
    expect(claimsIn((await reply.json()) as Record<string, unknown>)).toMatchObject({
      tenant_id: running.tenant.id,
    })
  })

  test('that is renewed, with what the directory says then', async () => {
    const app = await openId('renewing', "setClaim('mail', LoginUser.Get('mail'))")
    const { id, name, client } = await people.somebody()
    const first = await redeem(app, {}, client)
    expect(claimsIn(first.body)).not.toHaveProperty('mail')
    await running.admin.result('/CDirectoryService/ChangeUser', { ID: id, Name: name, Mail: 'new@mail.test' })
    const refresh = { grant_type: 'refresh_token', refresh_token: String(first.body['refresh_token']) }
    const second = await flow.token('renewing', refresh, app)
    expect(claimsIn(second.body)).toMatchObject({ mail: 'new@mail.test' })
  })

  test('but not of an OAuth2 Client application, which has none', async () => {
    const app = await flow.application('client-template')
    await flow.change(app.rowKey, { Script: stream, Description: 'changed' })
    expect(claimsIn((await clientCredentials(app)).body)).toMatchObject({ aud: app.client.clientId })
  })
})

describe('a script that fails gives no token', () => {
  test('the caller learns that it is not the caller’s fault, the event which line it is', async () => {
    const app = await server('failing', { script: failing })
    const { status, body } = await clientCredentials(app)
    expect(status).toBe(400)
    expect(body).toEqual({
      error: 'server_error',
      error_description: 'the claims script of the application failed',
      correlation_id: expect.any(String) as string,
      error_uri: expect.any(String) as string,
    })
    const [row] = await refusals(app.rowKey)
    expect(JSON.stringify(row)).toContain('claimsScriptRuns')
    expect(JSON.stringify(row)).toContain('Line 2: The claim sub is set by the tenant')
    expect(JSON.stringify(row)).toContain(String(body['correlation_id']))
    expect(JSON.stringify(row)).not.toContain('the-canary-in-the-script')
  })

  test('nor a code, where a token was asked for with it', async () => {
    const app = await server('failing-implicit', { script: failing })
    const reply = await flow.authorize(
      'failing-implicit',
      flow.request(app.client.clientId, { response_type: 'token', scope: 'read' }),
      { bearer: running.admin.bearer },
    )
    expect(reply.headers.get('location')).toMatch(new RegExp(`^${redirectUri}#`))
    const answer = answerOf(reply)
    expect([answer.get('error'), answer.get('access_token')]).toEqual(['server_error', null])
    expect(JSON.stringify((await refusals(app.rowKey))[0])).toContain('claimsScriptRuns')
  })

  test('and uses up neither code nor refresh token, so that clients go on when it has been mended', async () => {
    const app = await openId('mended', failing)
    const { client } = await people.somebody()
    const refused = await redeem(app, {}, client)
    expect(refused.body['error']).toBe('server_error')
    await flow.change(app.rowKey, { Script: '' })
    const redeemed = await flow.token('mended', flow.redemption(refused.given), app)
    expect(redeemed.status).toBe(200)

    await flow.change(app.rowKey, { Script: failing })
    const refresh = { grant_type: 'refresh_token', refresh_token: String(redeemed.body['refresh_token']) }
    expect((await flow.token('mended', refresh, app)).body['error']).toBe('server_error')
    await flow.change(app.rowKey, { Script: '' })
    expect((await flow.token('mended', refresh, app)).status).toBe(200)
  })

  test('a hostile one stops neither the tenant nor the tokens of others', async () => {
    const hostile = await server('hostile', { script: 'Array(2 ** 32 - 1).indexOf(1)' })
    const [plain, scripted] = [await flow.application('plain'), await server('scripted', { script: stream })]
    const replies = await Promise.all([
      clientCredentials(hostile),
      clientCredentials(hostile),
      clientCredentials(plain),
      clientCredentials(scripted),
    ])
    expect(replies.map(({ status }) => status)).toEqual([400, 400, 200, 200])
    expect(claimsIn(replies[3]?.body ?? {})).toMatchObject({ aud: 'cyberark.isp.audit' })
  })
})

describe('the preview of a token', () => {
  type Preview = {
    judgements: { id: string; passed: boolean; seen: string }[]
    findings: { id: string }[]
    token: { claims: { name: string; value: unknown; origin: string }[] }
  }
  const preview = async (rowKey: string, script: string, client = running.admin) => {
    const { userId, grants } = await permitted(rowKey)
    const { token, judgements, findings } = await client.result<Preview>('/Gatewright/Preview/Token', {
      application: {
        description: { applicationId: 'previewed', name: 'Previewed' },
        tokens: { authMethods: ['ClientCreds'] },
        userAccess: { grants },
        advanced: { claimsScript: script },
      },
      rowKey,
      client: { kind: 'chosen', userId },
    })
    return { claims: new Map(token.claims.map((claim) => [claim.name, claim])), judgements, findings }
  }
  async function permitted(rowKey: string) {
    const { Gatewright } = await running.admin.result<{
      Gatewright: { Grants: { type: string; id: string }[] }
    }>('/SaasManage/GetApplication', { _RowKey: rowKey })
    const user = Gatewright.Grants.find(({ type }) => type === 'User')
    return { userId: user?.id ?? '', grants: Gatewright.Grants }
  }

  let rowKey: string
  beforeAll(async () => {
    rowKey = (await server('previewed', { script: '' })).rowKey
  })

  test('has the claims, and says that they come from the script', async () => {
    const { claims, findings } = await preview(rowKey, stream)
    const origin = 'Claims script, on Advanced'
    expect(claims.get('aud')).toEqual({ name: 'aud', value: 'cyberark.isp.audit', origin })
    expect(claims.get('tenant_id')).toEqual({ name: 'tenant_id', value: running.tenant.id, origin })
    expect(findings.map(({ id }) => id)).not.toContain('scriptLeftOut')
  })

  test('says why there would be none', async () => {
    const { judgements } = await preview(rowKey, failing)
    expect(judgements.filter(({ passed }) => !passed)).toEqual([
      expect.objectContaining({
        id: 'claimsScriptRuns',
        seen: expect.stringContaining('Line 2: The claim sub') as string,
      }),
    ])
  })

  test('AZ-03 NT-39 runs nothing for whoever may only look, and for others only what they may read', async () => {
    const onlooker = (await people.somebody(['monitor', 'rouserman'])).client
    const editor = (await people.somebody(['appman'])).client
    await expect(preview(rowKey, stream, onlooker)).rejects.toThrow('403')
    for (const script of [stream, failing]) {
      const { claims, findings, judgements } = await preview(rowKey, script, editor)
      expect(claims.has('tenant_id')).toBe(false)
      expect(judgements.some(({ id }) => id === 'claimsScriptRuns')).toBe(false)
      expect(findings.map(({ id }) => id)).toContain('scriptLeftOut')
    }
    const reader = (await people.somebody(['appman', 'rouserman'])).client
    expect((await preview(rowKey, stream, reader)).claims.has('tenant_id')).toBe(true)
  })
})
