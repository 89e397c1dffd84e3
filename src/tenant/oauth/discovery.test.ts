import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let flow: OAuth
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
})
afterAll(() => running.close())

const metadata = async (applicationId: string, headers: Record<string, string> = {}) => {
  const reply = await fetch(`${running.url}/${applicationId}/.well-known/openid-configuration`, { headers })
  return (await reply.json()) as Record<string, unknown>
}

const at = (path: string) => (applicationId: string) => `${running.url}/OAuth2/${path}/${applicationId}`
const withSecret = ['client_secret_basic', 'client_secret_post']

const everywhere = (applicationId: string) => ({
  issuer: `${running.url}/${applicationId}/`,
  authorization_endpoint: at('Authorize')(applicationId),
  token_endpoint: at('Token')(applicationId),
  revocation_endpoint: at('Revoke')(applicationId),
  jwks_uri: at('Keys')(applicationId),
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  authorization_response_iss_parameter_supported: true,
  request_parameter_supported: false,
  request_uri_parameter_supported: false,
  claims_parameter_supported: false,
  prompt_values_supported: ['none', 'login', 'select_account', 'consent'],
})

const signingIn = (applicationId: string) => ({
  userinfo_endpoint: at('UserInfo')(applicationId),
  end_session_endpoint: at('EndSessionV2')(applicationId),
})

const provingClients = (applicationId: string) => ({
  introspection_endpoint: at('Introspect')(applicationId),
  introspection_endpoint_auth_methods_supported: withSecret,
  token_endpoint_auth_methods_supported: withSecret,
  revocation_endpoint_auth_methods_supported: withSecret,
})

describe('AS-13 F14 metadata name what works for the application, and nothing else', () => {
  test.each([
    [
      'signin',
      {},
      () => ({
        ...signingIn('signin'),
        ...provingClients('signin'),
        response_types_supported: ['code'],
        response_modes_supported: ['query', 'fragment', 'form_post'],
        grant_types_supported: ['client_credentials', 'authorization_code'],
        code_challenge_methods_supported: ['S256'],
        scopes_supported: ['openid', 'profile', 'email', 'phone', 'siem', 'all'],
      }),
    ],
    [
      'service',
      { AllowedAuth: 'ClientCreds,ResourceCreds', AllowRefresh: true },
      () => ({
        ...provingClients('service'),
        response_types_supported: [],
        response_modes_supported: [],
        grant_types_supported: ['client_credentials', 'password'],
        code_challenge_methods_supported: [],
        scopes_supported: ['siem', 'all'],
      }),
    ],
    [
      'everything',
      { AllowedAuth: 'AuthorizationCode,Implicit,ClientCreds,ResourceCreds', AllowRefresh: true },
      () => ({
        ...signingIn('everything'),
        ...provingClients('everything'),
        response_types_supported: [
          'code',
          'token',
          'id_token',
          'id_token token',
          'code id_token',
          'code token',
          'code id_token token',
        ],
        response_modes_supported: ['query', 'fragment', 'form_post'],
        grant_types_supported: [
          'client_credentials',
          'authorization_code',
          'refresh_token',
          'password',
          'implicit',
        ],
        code_challenge_methods_supported: ['S256'],
        scopes_supported: ['openid', 'profile', 'email', 'phone', 'offline_access', 'siem', 'all'],
      }),
    ],
    [
      'mobile',
      { ClientIDType: 0, AllowedClients: ['app'], AllowedAuth: 'AuthorizationCode', KnownScopes: [] },
      () => ({
        ...signingIn('mobile'),
        response_types_supported: ['code'],
        response_modes_supported: ['query', 'fragment', 'form_post'],
        grant_types_supported: ['authorization_code'],
        token_endpoint_auth_methods_supported: ['none'],
        revocation_endpoint_auth_methods_supported: ['none'],
        code_challenge_methods_supported: ['S256'],
        scopes_supported: ['openid', 'profile', 'email', 'phone'],
      }),
    ],
  ])('%s', async (applicationId, profile, own) => {
    await flow.application(applicationId, { profile })
    const { claims_supported: _, ...found } = await metadata(applicationId)
    expect(found).toEqual({ ...everywhere(applicationId), ...own() })
  })

  test('AS-20 of one application never name another', async () => {
    expect(JSON.stringify(await metadata('signin'))).not.toMatch(/service|mobile|__gatewright/)
  })

  test('an application that is not there has none', async () => {
    expect(await metadata('Signin')).toEqual({ error: 'not_found', error_description: 'unknown app' })
  })
})

describe('PB-15 the same document stands at every well-known address', () => {
  const addresses = (applicationId: string) => [
    `/${applicationId}/.well-known/openid-configuration`,
    `/.well-known/openid-configuration/${applicationId}`,
    `/.well-known/oauth-authorization-server/${applicationId}`,
    // RFC 8414 §3.1 takes the slash at the end of the issuer away; some clients leave it
    `/.well-known/oauth-authorization-server/${applicationId}/`,
  ]

  test.each([
    ['batch', { AllowedAuth: 'ClientCreds' }, withSecret],
    ['kiosk', { ClientIDType: 0, AllowPublic: true }, [...withSecret, 'none']],
    ['pad', { ClientIDType: 0, AllowedClients: ['pad'] }, ['none']],
  ])(
    '%s: one issuer, an authorization endpoint, and how clients prove themselves',
    async (id, profile, methods) => {
      await flow.application(id, { profile })
      const texts = await Promise.all(
        addresses(id).map(async (path) => {
          const reply = await fetch(running.url + path)
          return [reply.status, await reply.text()] as const
        }),
      )
      expect(texts[0]?.[0]).toBe(200)
      expect(new Set(texts.map(([status, text]) => `${status} ${text}`)).size).toBe(1)
      expect(JSON.parse(texts[0]?.[1] ?? '')).toMatchObject({
        issuer: `${running.url}/${id}/`,
        authorization_endpoint: at('Authorize')(id),
        token_endpoint_auth_methods_supported: methods,
      })
    },
  )

  test('an application that is not there has none at any', async () => {
    for (const path of addresses('nothing'))
      expect([path, (await fetch(running.url + path)).status]).toEqual([path, 404])
  })
})

test('AS-13 the keys are public ones, the same at both paths, in any letter case', async () => {
  const read = async (path: string) => (await fetch(running.url + path)).json() as Promise<{ keys: object[] }>
  const { keys } = await read('/oauth/keys')
  expect(keys).toHaveLength(1)
  expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
  expect(keys[0]).toMatchObject({ alg: 'RS256', kty: 'RSA', use: 'sig', e: 'AQAB' })
  expect(await read('/OAuth2/Keys/signin')).toEqual({ keys })
  expect(await read('/OAUTH/KEYS/')).toEqual({ keys })
})

/** With a Host that fetch would not send. */
const fromHost = (host: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    request(`${running.url}/signin/.well-known/openid-configuration`, { headers: { host, ...headers } })
      .on('response', (reply) => {
        let text = ''
        reply.on('data', (chunk: Buffer) => (text += chunk.toString()))
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text }))
      })
      .on('error', reject)
      .end()
  })

describe('F13 NT-48 no address follows from what a request says of itself', () => {
  test.each(['evil.test', '127.0.0.1', 'localhost', '127.0.0.1:1', '[::1]'])(
    'the host %s is refused',
    async (host) => {
      const { status, text } = await fromHost(host)
      expect(status).toBe(421)
      expect(text).not.toContain(host)
    },
  )

  test.each([
    ['x-forwarded-host', 'evil.test'],
    ['x-forwarded-proto', 'https'],
    ['x-forwarded-prefix', '/evil'],
    ['forwarded', 'host=evil.test;proto=https'],
    ['x-original-url', '/oauth/keys'],
    ['x-rewrite-url', '/oauth/keys'],
    ['x-http-method-override', 'POST'],
  ])('%s has no effect', async (name, value) => {
    expect(await metadata('signin', { [name]: value })).toEqual(await metadata('signin'))
  })
})
