import { afterAll, beforeAll, expect, test } from 'vitest'
import { oauthOf } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// "Config OP" of the OpenID Connect conformance suite, by the public name of its module, written from OpenID Connect Discovery §3.

let running: TestTenant
beforeAll(async () => {
  running = await bootTenant()
  await oauthOf(running).openIdConnect('rp', { profile: { AllowRefresh: true } })
})
afterAll(() => running.close())

test('oidcc-discovery-endpoint-verification', async () => {
  const reply = await fetch(`${running.url}/rp/.well-known/openid-configuration`)
  expect(reply.status).toBe(200)
  expect(reply.headers.get('content-type')).toMatch(/^application\/json/)
  const metadata = (await reply.json()) as Record<string, string | string[] | boolean>
  expect(metadata['issuer']).toBe(`${running.url}/rp/`)

  const addresses = Object.entries(metadata).filter(([name]) => /_(endpoint|uri)$/.test(name))
  expect(addresses.map(([name]) => name).sort()).toEqual([
    'authorization_endpoint',
    'end_session_endpoint',
    'introspection_endpoint',
    'jwks_uri',
    'revocation_endpoint',
    'token_endpoint',
    'userinfo_endpoint',
  ])
  // https but for the loopback address of a test; neither parameters nor fragment
  for (const [name, address] of addresses)
    expect([
      name,
      new URL(String(address)).href.replace(/^http:\/\/127\.0\.0\.1:\d+\//, 'https://t/'),
    ]).toEqual([name, expect.stringMatching(/^https:\/\/[^?#]+$/)])

  expect(metadata).toMatchObject({
    response_types_supported: expect.arrayContaining(['code']) as string[],
    response_modes_supported: expect.arrayContaining(['query', 'form_post']) as string[],
    grant_types_supported: expect.arrayContaining(['authorization_code', 'refresh_token']) as string[],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: expect.arrayContaining(['openid', 'profile', 'email', 'phone']) as string[],
    code_challenge_methods_supported: ['S256'],
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  })
  expect(JSON.stringify(metadata)).not.toMatch(/"[HEP]S\d/)
})

test('oidcc-discovery-endpoint-verification: the keys', async () => {
  const { keys } = (await (await fetch(`${running.url}/OAuth2/Keys/rp`)).json()) as {
    keys: Record<string, string>[]
  }
  expect(keys.length).toBeGreaterThan(0)
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length)
  for (const key of keys) {
    expect(key).toMatchObject({ kty: 'RSA', use: 'sig', alg: 'RS256', e: 'AQAB' })
    expect(Buffer.from(key['n'] ?? '', 'base64url').length).toBeGreaterThanOrEqual(256)
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']) expect(key).not.toHaveProperty(secret)
  }
})
