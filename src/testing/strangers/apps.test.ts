import { afterAll, beforeAll, expect, test } from 'vitest'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { password } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { form, formType, rawBasic, speak, type Said } from './stranger.ts'

// Pages, apps on the person's machine, MCP clients and the platform's SDK: none of them keeps a secret of the application (contract.md 23)

type Json = Record<string, unknown>

const page = 'https://shop.test'
const sdk = '__idaptive_cybr_user_oidc'

let running: TestTenant
let flow: OAuth
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  const listed = { ClientIDType: 0, AllowedClients: ['app'], AllowRefresh: true }
  await flow.application('shop', { profile: { ...listed, Redirects: [`${page}/cb`, 'http://localhost'] } })
  await flow.application(sdk, {
    profile: {
      AllowedAuth: 'ClientCreds,Implicit',
      Redirects: ['https://cyberark.cloud/redirect'],
      KnownScopes: [{ Scope: 'api' }],
    },
  })
})
afterAll(() => running.close())

const say = async (path: string, said: Said) => {
  const { status, headers, text } = await speak(running.url, path, said)
  return { status, headers, body: (text === '' ? {} : JSON.parse(text)) as Json }
}

/** What a browser asks before it lets a page send something, and what it then gives the page to read. */
async function asPage(path: string, { method = 'POST', headers = {}, body }: Said) {
  const asked = Object.keys(headers).join(',').toLowerCase()
  const before = await say(path, {
    method: 'OPTIONS',
    headers: {
      Origin: page,
      'Access-Control-Request-Method': method,
      'Access-Control-Request-Headers': asked,
    },
  })
  const listed = (name: string) => String(before.headers[name]).toLowerCase().split(', ')
  if (Math.floor(before.status / 100) !== 2)
    throw new Error(`The preflight was answered with ${before.status}`)
  expect(before.headers['access-control-allow-origin']).toBe(page)
  expect(listed('access-control-allow-methods')).toContain(method.toLowerCase())
  for (const name of asked.split(',').filter(Boolean))
    expect(listed('access-control-allow-headers')).toContain(name)
  const reply = await say(path, { method, headers: { ...headers, Origin: page }, ...(body ? { body } : {}) })
  if (reply.headers['access-control-allow-origin'] !== page) throw new Error('TypeError: Failed to fetch')
  return reply
}

async function codeFor(redirect_uri: string, scope: string): Promise<string> {
  return flow.code(
    { applicationId: 'shop', client: { clientId: 'app' } },
    { others: { redirect_uri, scope } },
  )
}

test('PB-04 a page reads metadata, redeems a code, and is told why the same code fails', async () => {
  const found = await asPage('/shop/.well-known/openid-configuration', { method: 'GET' })
  expect(found.body['token_endpoint_auth_methods_supported']).toEqual(['none'])
  const code = await codeFor(`${page}/cb`, 'openid')
  const fields = flow.redemption(code, { redirect_uri: `${page}/cb`, client_id: 'app' }) as Record<
    string,
    string
  >
  const redeem = () => asPage('/OAuth2/Token/shop', { headers: formType, body: form(fields) })
  const { status, body } = await redeem()
  expect([status, typeof body['access_token'], typeof body['expires_in']]).toEqual([200, 'string', 'number'])
  const bearer = { Authorization: `Bearer ${String(body['access_token'])}` }
  expect((await asPage('/OAuth2/UserInfo/shop', { method: 'GET', headers: bearer })).status).toBe(200)
  expect((await redeem()).body['error']).toBe('invalid_grant')
})

test('PB-01 PB-02 an app at any port sends Basic with nothing behind the colon, and gets a refresh token', async () => {
  const redirect_uri = 'http://localhost:43210'
  const code = await codeFor(redirect_uri, 'openid offline_access siem')
  const headers = { ...formType, Authorization: rawBasic('app', '') }
  const fields = flow.redemption(code, { redirect_uri }) as Record<string, string>
  const { status, body } = await say('/OAuth2/Token/shop', { headers, body: form(fields) })
  expect([status, body['scope']]).toEqual([200, 'openid offline_access siem'])
  const refresh = { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) }
  expect((await say('/OAuth2/Token/shop', { headers, body: form(refresh) })).status).toBe(200)
})

test('PB-15 an MCP client asks the path-inserted addresses first, with its version in a header', async () => {
  const headers = { 'MCP-Protocol-Version': '2025-06-18' }
  const documents = []
  for (const path of [
    '/.well-known/oauth-authorization-server/shop',
    '/.well-known/openid-configuration/shop',
  ])
    documents.push((await asPage(path, { method: 'GET', headers })).body)
  for (const document of documents)
    expect(document).toMatchObject({
      issuer: `${running.url}/shop/`,
      authorization_endpoint: expect.any(String) as string,
      token_endpoint: expect.any(String) as string,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
    })
})

test('the SDK of the platform trades a token for an ID token, in the fragment of an address that it does not open', async () => {
  const { body } = await say(`/Oauth2/Token/${sdk}`, {
    headers: { ...formType, Authorization: rawBasic(`svc-${sdk}@acme.test`, password) },
    body: form({ grant_type: 'client_credentials', scope: 'api' }),
  })
  const asked = form({
    client_id: sdk,
    response_type: 'id_token',
    scope: 'openid profile api',
    redirect_uri: 'https://cyberark.cloud/redirect',
  })
  const { status, headers } = await speak(running.url, `/OAuth2/Authorize/${sdk}?${asked}`, {
    method: 'GET',
    headers: { Authorization: `Bearer ${String(body['access_token'])}` },
  })
  expect(status).toBe(302)
  const parts = String(headers.location).split('#')
  expect(parts).toHaveLength(2)
  expect(new URLSearchParams(parts[1]).getAll('id_token')).toHaveLength(1)
})
