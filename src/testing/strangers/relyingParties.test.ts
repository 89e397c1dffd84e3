import { createHash, createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerOf, oauthOf, redirectUri, type OAuth } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { form, formType, rawBasic, speak } from './stranger.ts'

// Relying parties of Debian and OAuth libraries: they know the issuer, and all else from its metadata (contract.md 23)

type Json = Record<string, unknown>

let running: TestTenant
let flow: OAuth
let app: { rowKey: string; secret: string }
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  const made = await flow.openIdConnect('intranet', { profile: { AllowRefresh: true } })
  app = { rowKey: made.rowKey, secret: 'Quite-Long-Secret-4711-xyz' }
  await flow.change(app.rowKey, { OAuthProfile: { ClientSecret: app.secret } })
})
afterAll(() => running.close())

const read = (text: string) => JSON.parse(text) as Json
const pathOf = (address: unknown) => {
  const url = new URL(String(address))
  return url.pathname + url.search
}
const metadata = async (): Promise<Json> =>
  read((await speak(running.url, '/intranet/.well-known/openid-configuration', { method: 'GET' })).text)

async function code(more: Record<string, string> = {}): Promise<string> {
  const asked = {
    client_id: app.rowKey,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile email',
    state: 's',
    nonce: 'n',
    ...more,
  }
  const reply = await fetch(`${String((await metadata())['authorization_endpoint'])}?${form(asked)}`, {
    redirect: 'manual',
    headers: { cookie: `.ASPXAUTH=${running.admin.bearer}` },
  })
  const answer = answerOf(reply)
  expect(answer.get('state')).toBe('s')
  // RFC 9207, which both of them compare
  expect(answer.get('iss')).toBe((await metadata())['issuer'])
  return answer.get('code') ?? ''
}

/** The claims of an ID token, checked as a relying party does: by a key of the metadata, RS256 alone, issuer, audience and nonce exact. */
async function checked(token: unknown): Promise<Json> {
  const [head = '', body = '', signature = ''] = String(token).split('.')
  const { kid, alg } = read(Buffer.from(head, 'base64url').toString())
  const { issuer, jwks_uri: keys } = await metadata()
  const { keys: published } = read((await speak(running.url, pathOf(keys), { method: 'GET' })).text) as {
    keys: Json[]
  }
  const jwk = published.find((each) => each['kid'] === kid)
  if (!jwk) throw new Error('no such key')
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  expect(verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))).toBe(
    true,
  )
  const claims = read(Buffer.from(body, 'base64url').toString())
  expect([alg, claims['iss'], claims['aud'], claims['nonce']]).toEqual(['RS256', issuer, app.rowKey, 'n'])
  return claims
}

test.each([
  [
    'the pair encoded in the header, as RFC 6749 has it',
    () => ({
      headers: { Authorization: rawBasic(encodeURIComponent(app.rowKey), encodeURIComponent(app.secret)) },
      fields: {},
    }),
  ],
  [
    'the pair raw in the header',
    () => ({ headers: { Authorization: rawBasic(app.rowKey, app.secret) }, fields: {} }),
  ],
  [
    'the pair in the form',
    () => ({ headers: {}, fields: { client_id: app.rowKey, client_secret: app.secret } }),
  ],
])('signs somebody in with %s, checks the ID token, and asks who it is', async (_, proof) => {
  const { headers, fields } = proof()
  const verifier = 'v'.repeat(64)
  const given = await code({
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const { token_endpoint: endpoint, userinfo_endpoint: userInfo } = await metadata()
  const heard = await speak(running.url, pathOf(endpoint), {
    headers: { ...formType, Accept: 'application/json', ...headers },
    body: form({
      grant_type: 'authorization_code',
      code: given,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...fields,
    }),
  })
  expect([heard.status, heard.headers['cache-control']]).toEqual([200, 'no-store'])
  const tokens = read(heard.text)
  expect(String(tokens['token_type']).toLowerCase()).toBe('bearer')
  const { sub } = await checked(tokens['id_token'])
  for (const method of ['GET', 'POST']) {
    const info = await speak(running.url, pathOf(userInfo), {
      method,
      headers: { Authorization: `Bearer ${String(tokens['access_token'])}` },
    })
    // Anybody else's claims would be taken for this person's
    expect(read(info.text)).toMatchObject({ sub, preferred_username: 'ada@acme.test' })
  }
})

test('refreshes, asks whether the token lives, revokes, and is told that it is dead', async () => {
  const verifier = 'w'.repeat(64)
  const given = await code({
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    scope: 'openid offline_access',
  })
  const headers = { ...formType, Authorization: rawBasic(app.rowKey, app.secret) }
  const {
    token_endpoint: token,
    introspection_endpoint: introspect,
    revocation_endpoint: revoke,
  } = await metadata()
  const ask = async (endpoint: unknown, fields: Record<string, string>) =>
    speak(running.url, pathOf(endpoint), { headers, body: form(fields) })
  const first = read(
    (
      await ask(token, {
        grant_type: 'authorization_code',
        code: given,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      })
    ).text,
  )
  const second = read(
    (await ask(token, { grant_type: 'refresh_token', refresh_token: String(first['refresh_token']) })).text,
  )
  expect(second['access_token']).toBeTypeOf('string')
  const state = async () =>
    read((await ask(introspect, { token: String(second['access_token']) })).text)['active']
  expect(await state()).toBe(true)
  expect(
    (await ask(revoke, { token: String(second['access_token']), token_type_hint: 'access_token' })).status,
  ).toBe(200)
  expect((await ask(revoke, { token: 'never was one' })).status).toBe(200)
  expect(await state()).toBe(false)
})

test('the metadata hold what libraries require, and a failure has the members of RFC 6749', async () => {
  const found = await metadata()
  expect(found).toMatchObject({
    issuer: `${running.url}/intranet/`,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  })
  for (const name of [
    'authorization_endpoint',
    'token_endpoint',
    'jwks_uri',
    'response_types_supported',
    'token_endpoint_auth_methods_supported',
  ])
    expect(found).toHaveProperty(name)
  const heard = await speak(running.url, pathOf(found['token_endpoint']), {
    headers: { ...formType, Authorization: rawBasic(app.rowKey, 'wrong') },
    body: form({ grant_type: 'authorization_code', code: 'x', redirect_uri: redirectUri }),
  })
  expect([heard.status, heard.headers['www-authenticate']]).toEqual([401, expect.stringMatching(/^Basic/)])
  expect(read(heard.text)).toMatchObject({ error: 'invalid_client', error_description: expect.any(String) })
})
