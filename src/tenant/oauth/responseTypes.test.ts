import { createHash } from 'node:crypto'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ApiClient } from '#testing/apiClient.ts'
import { formOf, oauthOf, redirectUri, type OAuth } from '#testing/oauth.ts'
import { parametersOf, plainBrowser, type PlainBrowser } from '#testing/plainBrowser.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let flow: OAuth
let portal: Awaited<ReturnType<OAuth['application']>>
let browser: PlainBrowser
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  portal = await flow.application('portal', { profile: { AllowedAuth: 'AuthorizationCode,Implicit' } })
})
afterAll(() => running.close())
beforeEach(() => {
  browser = plainBrowser(running.url)
  browser.cookies.set('.ASPXAUTH', running.admin.bearer ?? '')
})

const types = [
  'code',
  'token',
  'id_token',
  'id_token token',
  'code id_token',
  'code token',
  'code id_token token',
]
const modes = [undefined, 'query', 'fragment', 'form_post'] as const
type Mode = (typeof modes)[number]
const everyWay = types.flatMap((type) => modes.map((mode) => [type, mode] as const))

const inside = (type: string) => type.split(' ').some((word) => word !== 'code')
/** Where the answer stands: what nobody named, or what cannot be, goes where it is usual. */
const placeOf = (type: string, mode: Mode) =>
  mode === 'form_post' ? 'form' : mode === 'fragment' || inside(type) ? 'fragment' : 'query'

const state = `a b&c=d"<'>%25+#é/?;`

async function ask(type: string | undefined, mode: Mode, others: Record<string, string | undefined> = {}) {
  const fields = flow.request(portal.client.clientId, {
    response_type: type,
    response_mode: mode,
    scope: 'siem',
    nonce: 'n-1',
    state,
    ...others,
  })
  const link = `/OAuth2/Authorize/portal?${formOf(fields).toString()}`
  const { answer, sight } = await browser.follow(link)
  const place = answer instanceof URL ? (answer.hash ? 'fragment' : 'query') : 'form'
  const { origin, pathname, search } = new URL(answer instanceof URL ? answer : answer.url)
  expect(origin + pathname).toBe(redirectUri)
  return { place, search, parameters: await parametersOf(answer), sight }
}

const common = () => ({ state, iss: `${running.url}/portal/` })

describe('AS-06 AS-07 AS-08 every response type in every mode', () => {
  test.each(everyWay)('%s, %s', async (type, mode) => {
    const { place, search, parameters } = await ask(type, mode)
    expect(place).toBe(placeOf(type, mode))
    // Servers and logs see the query, so no token is ever in it
    if (inside(type)) expect(search).toBe('')
    if (inside(type) && mode === 'query') {
      expect(parameters).toMatchObject({ ...common(), error: 'invalid_request' })
      return
    }
    const asks = (word: string) => type.split(' ').includes(word)
    const text = expect.any(String) as string
    expect(parameters).toEqual({
      ...common(),
      ...(asks('code') ? { code: text } : {}),
      ...(asks('id_token') ? { id_token: text } : {}),
      ...(asks('token')
        ? { access_token: text, token_type: 'Bearer', expires_in: '3600', scope: 'siem openid' }
        : {}),
    })
    const { code, access_token: token, id_token: idToken } = parameters
    if (idToken !== undefined) await expectBound(idToken, { code, token })
    if (token !== undefined)
      expect((await new ApiClient(running.url, token).post('/Security/WhoAmI')).status).toBe(200)
    if (code !== undefined) {
      const redeemed = await flow.token('portal', flow.redemption(code), { client: portal.client })
      expect([redeemed.status, redeemed.body['refresh_token']]).toEqual([200, undefined])
    }
  })
})

/** TK-03 TK-05: the nonce of the request, and the hashes of what came with it, and no others. */
async function expectBound(
  idToken: string,
  { code, token }: { code?: string | undefined; token?: string | undefined },
) {
  const keys = createRemoteJWKSet(new URL(`${running.url}/OAuth2/Keys/portal`))
  const { payload } = await jwtVerify(idToken, keys, {
    issuer: `${running.url}/portal/`,
    audience: portal.client.clientId,
    algorithms: ['RS256'],
  })
  const { nonce, at_hash: atHash, c_hash: cHash } = payload
  expect({ nonce, atHash, cHash }).toEqual({
    nonce: 'n-1',
    atHash: token === undefined ? undefined : leftHalf(token),
    cHash: code === undefined ? undefined : leftHalf(code),
  })
}

const leftHalf = (value: string) =>
  createHash('sha256').update(value).digest().subarray(0, 16).toString('base64url')

describe('AS-06 AS-07 a refusal goes the way that the answer would have gone', () => {
  test.each(everyWay)('%s, %s', async (type, mode) => {
    const { place, parameters } = await ask(type, mode, { scope: 'Siem' })
    const error = inside(type) && mode === 'query' ? 'invalid_request' : 'invalid_scope'
    expect(place).toBe(placeOf(type, mode))
    expect(parameters).toEqual({
      ...common(),
      error,
      error_description: expect.any(String) as string,
      correlation_id: expect.any(String) as string,
      error_uri: expect.any(String) as string,
    })
  })

  test.each(modes)('no response type, %s', async (mode) => {
    const { place, parameters } = await ask(undefined, mode)
    expect(place).toBe(placeOf('code', mode))
    expect(parameters).toMatchObject({ ...common(), error: 'invalid_request' })
  })
})

test.each(types.filter(inside))(
  'TK-03 %s needs a nonce where an ID token comes through the browser',
  async (type) => {
    const { parameters } = await ask(type, undefined, { nonce: undefined })
    const needed = type.split(' ').includes('id_token')
    expect(parameters['error_description']).toBe(needed ? 'nonce required' : undefined)
    expect('access_token' in parameters || 'code' in parameters).toBe(!needed)
  },
)

test('the order of the words of a response type means nothing, another word or one twice does', async () => {
  expect((await ask('token id_token code', undefined)).parameters).toHaveProperty('code')
  for (const type of ['code code', 'code none', 'none', 'Code', 'code,token'])
    expect((await ask(type, undefined)).parameters).toMatchObject({ error: 'unsupported_response_type' })
})

test('AS-01 NT-16 each part of a response type needs its own auth method', async () => {
  const answered = async (AllowedAuth: string) => {
    await flow.change(portal.rowKey, { OAuthProfile: { AllowedAuth } })
    const parameters = await Promise.all(types.map(async (type) => (await ask(type, undefined)).parameters))
    return types.filter((_, at) => parameters[at]?.['error'] !== 'unauthorized_client')
  }
  expect(await answered('AuthorizationCode')).toEqual(['code'])
  expect(await answered('Implicit')).toEqual(['token', 'id_token', 'id_token token'])
  expect(await answered('ClientCreds,ResourceCreds')).toEqual([])
  expect(await answered('AuthorizationCode,Implicit')).toEqual(types)
})

describe('the page that posts an answer', () => {
  test('FE-02 runs its own script alone, and sends its form here and to the registered origin', async () => {
    const { headers, html } = (await ask('code id_token token', 'form_post')).sight
    const script = /<script>([^<]*)<\/script>/.exec(html)?.[1] ?? ''
    const hash = createHash('sha256').update(script).digest('base64')
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src 'sha256-${hash}'; style-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' https://app.test`,
    )
    expect(html.match(/<script/g)).toHaveLength(1)
    expect(html).not.toMatch(/\son\w+=/)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('location')).toBeNull()
  })

  test('goes on by a button where no script runs', async () => {
    const { html } = (await ask('code', 'form_post')).sight
    // A control called submit would hide the method that the script calls
    expect(html).toMatch(/<button type="submit">Continue<\/button>\s*<\/form>/)
    expect(html).not.toMatch(/(name|id)="submit"/)
  })

  test('AS-17 shows what was sent as text', async () => {
    const { sight, parameters } = await ask('code', 'form_post', { state: '"><script>alert(1)</script>' })
    expect(sight.html).not.toContain('<script>alert')
    expect(parameters['state']).toBe('"><script>alert(1)</script>')
  })
})
