import { createPublicKey } from 'node:crypto'
import {
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  exportSPKI,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type JWTPayload,
} from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let flow: OAuth
let portal: Awaited<ReturnType<OAuth['application']>>
let other: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  portal = await flow.application('portal')
  other = await flow.application('other')
})
afterAll(() => running.close())

const tokenOf = async ({ applicationId, client }: typeof portal, scope?: string) => {
  const { body } = await flow.token(applicationId, { grant_type: 'client_credentials', scope }, { client })
  return String(body['access_token'])
}
const call = (token: string, path = '/Security/WhoAmI') => new ApiClient(running.url, token).post(path)
const statusOf = async (token: string, path?: string) => (await call(token, path)).status

/** Signs with the tenant's own key, as nobody outside can: what is left to refuse is the content. */
async function forged(change: JWTPayload, header: Record<string, unknown> = {}) {
  const { kid, key } = await running.tenant.keyRing.signing()
  const claims = { ...decodeJwt(await tokenOf(portal)), ...change }
  return new SignJWT(JSON.parse(JSON.stringify(claims)) as JWTPayload)
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid, ...header })
    .sign(key, { crit: { x: true } })
}

test('AS-14 D6 an access token has the claims of the contract, and the published keys verify it', async () => {
  const token = await tokenOf(portal, 'siem')
  const keys = createRemoteJWKSet(new URL(`${running.url}/OAuth2/Keys/portal`))
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    issuer: `${running.url}/portal/`,
    audience: portal.client.clientId,
    typ: 'at+jwt',
    algorithms: ['RS256'],
  })
  expect(Object.keys(protectedHeader).sort()).toEqual(['alg', 'kid', 'typ'])
  expect(payload).toEqual({
    iss: `${running.url}/portal/`,
    aud: portal.client.clientId,
    sub: portal.client.id,
    unique_name: portal.client.clientId,
    client_id: portal.client.clientId,
    scope: 'siem',
    auth_time: payload.iat,
    iat: expect.any(Number) as number,
    exp: (payload.iat ?? 0) + 3600,
    jti: expect.any(String) as string,
  })
  expect(decodeJwt(await tokenOf(portal)).jti).not.toBe(payload.jti)
})

test('AS-14 a person’s token has the nonce that was sent; the ID token has at_hash and no scope', async () => {
  const code = await flow.code(portal, { others: { nonce: 'n-1', scope: 'siem profile email' } })
  const { body } = await flow.token('portal', flow.redemption(code), { client: portal.client })
  const [access, id] = [decodeJwt(String(body['access_token'])), decodeJwt(String(body['id_token']))]
  expect(access).toMatchObject({
    nonce: 'n-1',
    unique_name: 'ada@acme.test',
    scope: 'siem profile email openid',
  })
  expect(id).toMatchObject({ nonce: 'n-1', aud: portal.client.clientId, sub: access.sub })
  expect(id['at_hash']).toMatch(/^[\w-]{22}$/)
  expect(id).not.toHaveProperty('scope')
  expect(decodeProtectedHeader(String(body['id_token'])).typ).toBe('JWT')
  expect(await statusOf(String(body['access_token']))).toBe(200)
  // D6: never accepted as an access token
  expect(await statusOf(String(body['id_token']))).toBe(401)
})

describe('TK-01 F11 a token that we did not sign as it stands is refused', () => {
  test.each<[string, (token: string) => Promise<string> | string]>([
    ['its last letter changed', (token) => token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA')],
    ['no signature', (token) => token.slice(0, token.lastIndexOf('.') + 1)],
    ['other claims under the signature', (token) => swapped(token, 1, { ...decodeJwt(token), scope: 'all' })],
    [
      'the algorithm none',
      (token) => `${swapped(token, 0, { alg: 'none', typ: 'at+jwt' }).split('.', 2).join('.')}.`,
    ],
    ['an unknown kid', () => forged({}, { kid: 'unknown' })],
    ['no kid', () => forged({}, { kid: undefined })],
    ['an unknown crit', () => forged({}, { crit: ['x'], x: 1 })],
    ['a key of its own, by kid', () => foreign({})],
    ['a key of its own, by jwk', async () => foreign({ jwk: true })],
    ['a key of its own, by jku', () => foreign({ jku: true })],
    ['RS512', () => foreign({ alg: 'RS512' })],
    ['the public key as an HMAC secret', hmac],
    ['four parts', (token) => `${token}.x`],
    ['five parts', (token) => `${token}.x.y`],
    ['nothing', () => '..'],
  ])('%s', async (_, change) => {
    const token = await tokenOf(portal)
    expect(await statusOf(token)).toBe(200)
    expect(await statusOf(await change(token))).toBe(401)
  })
})

describe('TK-02 F11 AS-20 a token with our signature and another content is refused', () => {
  const now = Math.floor(Date.now() / 1000)
  test.each<[string, JWTPayload, Record<string, unknown>?]>([
    ['expired', { exp: now - 31 }],
    ['without exp', { exp: undefined }],
    ['without iat', { iat: undefined }],
    ['from the future', { iat: now + 120 }],
    ['not yet valid', { nbf: now + 120 }],
    ['without sub', { sub: undefined }],
    ['with an empty sub', { sub: '' }],
    ['without aud', { aud: undefined }],
    ['for somebody else', { aud: 'other@acme.test' }],
    ['for several', { aud: ['svc-portal@acme.test', 'other@acme.test'] }],
    ['without iss', { iss: undefined }],
    ['of another issuer', { iss: 'https://issuer.test/' }],
    ['without the slash of the issuer', { iss: 'SLASHLESS' }],
    ['of the other application', { iss: 'OTHER' }],
    ['without jti', { jti: undefined }],
    ['with a jti that names no application', { jti: 'x.y' }],
    ['with a jti that is no text', { jti: 7 as unknown as string }],
    ['without client_id', { client_id: undefined }],
    ['without scope', { scope: undefined }],
    ['with a list as scope', { scope: ['all'] }],
    ['of a user who is not there', { sub: 'ada@acme.test' }],
    ['of another kind', {}, { typ: 'JWT' }],
    ['of no kind', {}, { typ: undefined }],
    ['of the kind of logout tokens', {}, { typ: 'logout+jwt' }],
  ])('%s', async (_, change, header) => {
    const issuers: Record<string, string> = {
      SLASHLESS: `${running.url}/portal`,
      OTHER: `${running.url}/other/`,
    }
    const iss = issuers[change.iss ?? '']
    expect(await statusOf(await forged({ ...change, ...(iss ? { iss } : {}) }, header))).toBe(401)
    expect(await statusOf(await forged({}))).toBe(200)
  })

  test('a little lateness is forgiven, a minute is not', async () => {
    expect(await statusOf(await forged({ exp: now - 5 }))).toBe(200)
    expect(await statusOf(await forged({ exp: now - 60 }))).toBe(401)
  })

  test('the other application’s row key in the jti gives nothing of its scopes', async () => {
    const jti = `${other.rowKey}.x`
    expect(await statusOf(await forged({ jti }))).toBe(401)
    const ofOther = () => forged({ jti, iss: `${running.url}/other/` })
    expect(await statusOf(await ofOther())).toBe(401)
    await flow.grant(other.rowKey, { type: 'User', id: portal.client.id }, 'Execute')
    expect(await statusOf(await ofOther())).toBe(200)
  })
})

test('AS-20 nobody speaks as another application of the tenant', async () => {
  const set = (Issuer: string) =>
    running.admin.post('/SaasManage/UpdateApplicationDE', { _RowKey: other.rowKey, OAuthProfile: { Issuer } })
  for (const issuer of ['/portal/', '/portal', '/__gatewright_console/', '', '/'].map(
    (end) => running.url + end,
  ))
    expect((await set(issuer)).envelope).toMatchObject({
      success: false,
      Gatewright: { fields: [{ path: 'generalUsage.issuer' }] },
    })
  expect((await set(`${running.url}/other/`)).envelope.success).toBe(true)
  expect((await set('')).envelope.success).toBe(true)
})

test('AS-18 AS-20 D1 a token ends with its user, its issuer’s name and its application, and SC-08 follows the patterns', async () => {
  const doomed = await flow.application('doomed')
  const token = await tokenOf(doomed)
  const state = (value: string) =>
    running.admin.result('/CDirectoryService/SetUserState', { ID: doomed.client.id, state: value })
  for (const value of ['Disabled', 'Locked', 'Expired']) {
    await state(value)
    expect(await statusOf(token)).toBe(401)
    await state('None')
    expect(await statusOf(token)).toBe(200)
  }
  const profile = (change: object) => flow.change(doomed.rowKey, { OAuthProfile: change })
  await profile({ KnownScopes: [{ Scope: 'siem' }] })
  expect(await statusOf(token)).toBe(200)
  await profile({ KnownScopes: [{ Scope: 'siem', AllowedRest: ['Redrock/query'] }] })
  expect(await statusOf(token)).toBe(403)
  await profile({
    KnownScopes: [{ Scope: 'siem', AllowedRest: ['Security/'] }],
    Issuer: 'https://doomed.test/',
  })
  expect(await statusOf(token)).toBe(401)
  expect(await statusOf(await tokenOf(doomed))).toBe(200)
  await profile({ Issuer: '' })
  await running.admin.result('/SaasManage/DeleteApplication', { _RowKey: [doomed.rowKey] })
  expect(await statusOf(token)).toBe(401)
})

test('AS-18 a person’s token ends with the client that got it', async () => {
  await peopleOf(running).addUser('visitor')
  const { bearer } = await signIn(running.url, { user: 'visitor@acme.test', password })
  const code = await flow.code(portal, { bearer, others: { scope: 'all' } })
  const { body } = await flow.token('portal', flow.redemption(code), { client: portal.client })
  const token = String(body['access_token'])
  const state = (value: string) =>
    running.admin.result('/CDirectoryService/SetUserState', { ID: portal.client.id, state: value })
  await state('Disabled')
  expect(await statusOf(token)).toBe(401)
  await state('None')
  expect(await statusOf(token)).toBe(200)
  // "The token is dead afterwards" (contract.md 2.13)
  expect((await call(token, '/Security/Logout')).status).toBe(200)
  expect(await statusOf(token)).toBe(401)
})

test('D1 scopes of an OAuth2 Server application open nothing of the tenant', async () => {
  const server = await flow.application('server', { template: 'OAuth2Server' })
  expect(await statusOf(await tokenOf(server, 'all'))).toBe(403)
})

const swapped = (token: string, part: number, content: object) =>
  token
    .split('.')
    .map((text, at) => (at === part ? Buffer.from(JSON.stringify(content)).toString('base64url') : text))
    .join('.')

/** Signed with a key that the sender made. */
async function foreign({ alg = 'RS256', jwk = false, jku = false }) {
  const pair = await generateKeyPair(alg, { extractable: true })
  const { kid } = await running.tenant.keyRing.signing()
  return new SignJWT(decodeJwt(await tokenOf(portal)))
    .setProtectedHeader({
      alg,
      kid,
      typ: 'at+jwt',
      ...(jwk ? { jwk: createPublicKey(await exportSPKI(pair.publicKey)).export({ format: 'jwk' }) } : {}),
      ...(jku ? { jku: 'https://evil.test/keys' } : {}),
    })
    .sign(pair.privateKey)
}

/** CVE-2015-9235: what is public verifies what it also signed. */
async function hmac() {
  const [key] = await running.tenant.keyRing.published()
  const spki = await exportSPKI((await importJWK(key ?? {}, 'RS256')) as CryptoKey)
  return new SignJWT(decodeJwt(await tokenOf(portal)))
    .setProtectedHeader({ alg: 'HS256', kid: key?.kid ?? '', typ: 'at+jwt' })
    .sign(Buffer.from(spki))
}
