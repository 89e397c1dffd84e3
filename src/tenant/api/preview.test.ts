import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aliases } from '#schema/api.ts'
import { ApiClient } from '#testing/apiClient.ts'
import { siemReader, tokenOf, type MadeClient } from '#testing/clientSetup.ts'
import { oauthOf } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let made: MadeClient
beforeAll(async () => {
  running = await bootTenant()
  const [setup, key] = [siemReader('reader'), crypto.randomUUID()]
  made = await running.admin.result('/Gatewright/Setup/CreateClient', { key, recipe: 'siem', setup })
})
afterAll(() => running.close())

type Preview = {
  judgements: { id: string; passed: boolean }[]
  findings: { id: string }[]
  token: { header: object; claims: { name: string; value: unknown }[]; lifetime: number } | null
  opens: { scope: string; patterns: { pattern: string; fault: string | null; paths: string[] }[] }[]
}

const application = (change: Record<string, object> = {}) => {
  const { confidentialClient: _, ...categories } = siemReader('reader')
  const grants = [{ type: 'Role', id: made.roleId, name: 'reader readers', rights: ['View', 'Run'] }]
  return { ...categories, userAccess: { grants }, ...change }
}
const preview = (body: object = {}, client = running.admin) =>
  client.result<Preview>('/Gatewright/Preview/Token', {
    application: application(),
    rowKey: made.applicationRowKey,
    client: { kind: 'permitted' },
    ...body,
  })
const failed = ({ judgements }: Preview) => judgements.filter(({ passed }) => !passed).map(({ id }) => id)

/** Every row of every table. */
async function everything(): Promise<Record<string, unknown[]>> {
  const { read } = running.tenant.database
  const rows: Record<string, unknown[]> = {}
  for (const { name } of await read.introspection.getTables())
    rows[name] = await read
      .selectFrom(name as 'event')
      .selectAll()
      .execute()
  return rows
}

test('the previewed token is the one that is issued, but for its times and its name', async () => {
  const { token, judgements } = await preview({ scope: ['siem'] })
  expect(judgements.length).toBeGreaterThan(5)
  expect(judgements.every(({ passed }) => passed)).toBe(true)
  const { body } = await tokenOf(running.url, made, { scope: 'siem' })
  const issued = decodeJwt(String(body['access_token']))
  const previewed = Object.fromEntries(token?.claims.map(({ name, value }) => [name, value]) ?? [])
  const moments = ['iat', 'exp', 'auth_time', 'jti']
  const lasting = (claims: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(claims).filter(([name]) => !moments.includes(name)))
  expect(lasting(previewed)).toEqual(lasting(issued))
  expect(Object.keys(previewed).sort()).toEqual(Object.keys(issued).sort())
  expect(Number(previewed['exp']) - Number(previewed['iat'])).toBe((issued.exp ?? 0) - (issued.iat ?? 0))
  const { kid: _, ...header } = decodeProtectedHeader(String(body['access_token']))
  expect(token?.header).toEqual(header)
  expect(token?.lifetime).toBe(body['expires_in'])
})

test('no preview leaves a trace in any table', async () => {
  await running.admin.post('/Security/WhoAmI')
  const before = await everything()
  await preview()
  await preview({ client: { kind: 'chosen', userId: made.userId }, rowKey: null })
  await preview({ client: { kind: 'toBeMade', loginName: 'new@acme.test' } })
  await preview({
    application: { tokens: { authMethods: [] }, scope: { scopes: [{ name: 'x', patterns: ['('] }] } },
  })
  expect(await everything()).toEqual(before)
})

describe('what is refused is refused in the preview, by the same judgement', () => {
  test.each<[string, Record<string, object>, object, string]>([
    ['no auth method', { tokens: { authMethods: [] } }, {}, 'authMethodAllowed'],
    ['a scope in another case', {}, { scope: ['Siem'] }, 'scopeKnown'],
  ])('%s', async (_, change, body, judgement) => {
    expect(failed(await preview({ application: application(change), ...body }))).toEqual([judgement])
  })

  test('nobody has Run', async () => {
    const nobody = await preview({ application: application({ userAccess: { grants: [] } }) })
    expect(failed(nobody)).toContain('clientKnown')
    expect(nobody.token).toBeNull()
    expect(nobody.findings.map(({ id }) => id)).toContain('nobodyRuns')
  })

  test('the client is disabled', async () => {
    const state = (value: string) =>
      running.admin.result('/CDirectoryService/SetUserState', { ID: made.userId, state: value })
    await state('Disabled')
    expect(failed(await preview())).toEqual(['clientEnabled'])
    await state('None')
    expect(failed(await preview())).toEqual([])
  })
})

test('SC-05 what a pattern opens in the preview is what the tenant lets through', async () => {
  const patterns = ['Redrock/*', 'Roles/', '^/Core/GetAssigned', 'gatewright/drafts/l', '(']
  const { opens } = await preview({
    application: application({ scope: { scopes: [{ name: 'siem', patterns }] } }),
  })
  const rows = opens[0]?.patterns ?? []
  expect(rows.find(({ pattern }) => pattern === '(')).toMatchObject({
    fault: expect.stringMatching(/\.$/) as string,
    paths: [],
  })
  const flow = oauthOf(running)
  await flow.change(made.applicationRowKey, {
    OAuthProfile: {
      AllowedAuth: 'ClientCreds',
      KnownScopes: [{ Scope: 'siem', AllowedRest: patterns.filter((pattern) => pattern !== '(') }],
    },
  })
  const { body } = await tokenOf(running.url, made, {})
  const client = new ApiClient(running.url, String(body['access_token']))
  const opened = new Set(rows.flatMap(({ paths }) => paths))
  const { apis } = await running.admin.result<{ apis: { path: string }[] }>('/Gatewright/Capabilities')
  const others = Object.values(aliases).flat()
  for (const path of [...apis.map((each) => each.path), ...others.map((each) => each.slice(1))]) {
    const { headers } = await client.post(`/${path}`)
    const refused = headers.get('www-authenticate') === 'Bearer error="insufficient_scope"'
    expect([path, !refused]).toEqual([path, opened.has(path)])
  }
})

test('a form that is far too large costs no more than it may', async () => {
  const patterns = Array.from({ length: 20_000 }, (_, index) => `a{${index % 50}}b`)
  const began = performance.now()
  const { opens } = await preview({
    application: application({ scope: { scopes: [{ name: 'siem', patterns }] } }),
  })
  expect(opens).toEqual([])
  expect(performance.now() - began).toBeLessThan(2000)
})

test('"Waiting for the first token" waits, and ends when there is one', async () => {
  const setup = siemReader('second')
  const client = await running.admin.result<MadeClient>('/Gatewright/Setup/CreateClient', {
    key: crypto.randomUUID(),
    recipe: 'siem',
    setup,
  })
  const wait = (waitSeconds: number) =>
    running.admin.result('/Gatewright/Usage/FirstToken', { rowKey: client.applicationRowKey, waitSeconds })
  const began = performance.now()
  expect(await wait(1)).toBeNull()
  expect(performance.now() - began).toBeGreaterThan(900)
  const waiting = wait(20)
  await tokenOf(running.url, client, { scope: 'siem' })
  expect(await waiting).toMatchObject({ scope: 'siem', clientId: 'second@acme.test' })
  expect(performance.now() - began).toBeLessThan(10_000)
})

test('a wait ends when the server stops', async () => {
  const stopping = await bootTenant()
  const waiting = stopping.admin.post('/Gatewright/Usage/FirstToken', { rowKey: 'nothing', waitSeconds: 25 })
  await new Promise((resolve) => setTimeout(resolve, 200))
  const began = performance.now()
  await stopping.close()
  expect((await waiting).status).toBe(200)
  expect(performance.now() - began).toBeLessThan(5000)
})

describe('an application that signs people in', () => {
  const signingIn = (tokens: object = {}) => ({
    application: {
      ...application(),
      generalUsage: { redirects: ['https://app.test/cb'] },
      tokens: { authMethods: ['AuthorizationCode'], ...tokens },
      userAccess: {
        grants: [
          { type: 'Role', id: 'everybody', name: 'Everybody', rights: ['Run'] },
          { type: 'Role', id: made.roleId, name: 'reader readers', rights: ['Run'] },
        ],
      },
    },
  })

  test('shows the token that the caller would get, with openid, and nothing about Client Creds', async () => {
    const shown = await preview(signingIn())
    expect(failed(shown)).toEqual([])
    expect(shown.token?.claims).toContainEqual(
      expect.objectContaining({ name: 'unique_name', value: 'ada@acme.test' }),
    )
    expect(shown.token?.claims).toContainEqual(
      expect.objectContaining({ name: 'scope', value: 'siem openid' }),
    )
  })

  test('is refused while there is no address to answer to, and while nobody has Run', async () => {
    const { application: complete } = signingIn()
    const shown = await preview({
      application: { ...complete, generalUsage: { redirects: [] }, userAccess: { grants: [] } },
    })
    expect(failed(shown)).toEqual(
      expect.arrayContaining(['redirectRegistered', 'clientFitsType', 'personMayRun']),
    )
  })

  test('an opaque token has no header to show', async () => {
    const shown = await preview(signingIn({ tokenType: 'Opaque' }))
    expect(shown.token?.header).toEqual({})
  })
})

describe('an application that does not exist yet is judged by its template', () => {
  const ids = (findings: Preview['findings']) => findings.map(({ id }) => id)
  const unsaved = (template: string, change: Record<string, object> = {}) =>
    preview({ rowKey: null, template, application: application(change) })

  test('the audience of an OAuth2 Server application stands in the token, and its scopes open nothing', async () => {
    const { token, opens } = await unsaved('OAuth2Server', {
      generalUsage: { audience: 'company://audience' },
    })
    expect(token?.claims).toContainEqual(
      expect.objectContaining({ name: 'aud', value: 'company://audience' }),
    )
    expect(opens).toEqual([])
  })

  test('an OpenID Connect application without a redirect URI signs nobody in', async () => {
    const tokens = { authMethods: ['AuthorizationCode'] }
    expect(ids((await unsaved('Generic OpenID Connect', { tokens })).findings)).toContain('noRedirect')
    const trust = { redirects: ['https://app.test/cb'] }
    const complete = await unsaved('Generic OpenID Connect', { tokens, trust })
    expect(ids(complete.findings)).not.toContain('noRedirect')
  })

  test('of one that exists the template is known, whatever is sent', async () => {
    const { findings } = await preview({ template: 'Generic OpenID Connect', application: application() })
    expect(ids(findings)).not.toContain('noRedirect')
  })
})
