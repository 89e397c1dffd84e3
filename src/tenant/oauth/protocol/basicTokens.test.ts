import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oauthOf, redirectUri } from '#testing/oauth.ts'
import { addressOf } from '#testing/plainBrowser.ts'
import { password, peopleOf } from '#testing/people.ts'
import { relyingParty, type Program, type RelyingParty } from '#testing/relyingParty.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// Written from the specifications and named after the public modules of the OpenID Connect conformance suite, "Basic OP": what is issued. The rest is in
// basicRequests.test.ts. They are our own tests; nothing here was certified by anybody.

let running: TestTenant
let program: Program
let other: Program
const person = { user: 'eve@acme.test', password }
beforeAll(async () => {
  running = await bootTenant()
  await peopleOf(running).addUser('eve', {
    DisplayName: 'Eve Example',
    Mail: 'eve@mail.test',
    MobileNumber: '+31 6 12345678',
  })
  const flow = oauthOf(running)
  program = await flow.openIdConnect('rp', { profile: { AllowRefresh: true } })
  other = await flow.openIdConnect('other-rp', { profile: { AllowRefresh: true } })
})
afterAll(() => running.close())

type Module = { module: string; run: (party: RelyingParty) => Promise<void> }

const profile = {
  name: 'Eve Example',
  given_name: 'Eve',
  family_name: 'Example',
  preferred_username: 'eve@acme.test',
}
const email = { email: 'eve@mail.test', email_verified: false }
const phone = { phone_number: '+31 6 12345678', phone_number_verified: false }

/** The claims of a scope at userinfo, and nothing of the others. */
const scope = (module: string, asked: string, expected: object): Module => ({
  module,
  run: async (party) => {
    const { access_token: token, claims } = await party.tokens({ scope: asked })
    const { sub, auth_time, aud, unique_name, ...found } = await party.userInfo(token, claims.sub)
    expect({ aud, unique_name, auth_time, sub }).toEqual({
      aud: party.program.client.clientId,
      unique_name: 'eve@acme.test',
      auth_time: claims.auth_time,
      sub: claims.sub,
    })
    expect(found).toEqual(expected)
  },
})

/** Asks userinfo in a way of its own. */
const userInfo = (module: string, ask: (endpoint: string, token: string) => Promise<Response>): Module => ({
  module,
  run: async (party) => {
    const { access_token: token, claims } = await party.tokens({ scope: 'openid profile' })
    const reply = await ask(party.config.serverMetadata().userinfo_endpoint ?? '', token)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toMatch(/^application\/json/)
    expect(await reply.json()).toMatchObject({ sub: claims.sub, ...profile })
  },
})

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

const modules: Module[] = [
  {
    module: 'oidcc-server',
    run: async (party) => {
      const { claims, ...reply } = await party.tokens({ scope: 'openid profile' })
      expect(reply).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'openid profile' })
      expect(claims).toMatchObject({
        iss: `${running.url}/rp/`,
        aud: party.program.client.clientId,
        sub: expect.stringMatching(/^[\x20-\x7e]{1,255}$/) as string,
        exp: claims.iat + 3600,
      })
      expect(await party.userInfo(reply.access_token, claims.sub)).toMatchObject({ sub: claims.sub })
    },
  },
  {
    module: 'oidcc-idtoken-signature',
    run: async (party) => {
      const { id_token: token = '' } = await party.tokens()
      const { alg, kid } = decodeProtectedHeader(token)
      expect(alg).toBe('RS256')
      expect(kid).toMatch(/./)
      const keys = createRemoteJWKSet(new URL(party.config.serverMetadata().jwks_uri ?? ''))
      await expect(jwtVerify(token, keys, { algorithms: ['RS256'] })).resolves.toBeTruthy()
    },
  },
  {
    // No client can ask for unsigned ID tokens
    module: 'oidcc-idtoken-unsigned',
    run: async (party) => {
      expect(party.config.serverMetadata().id_token_signing_alg_values_supported).toEqual(['RS256'])
      const { id_token: token = '' } = await party.tokens({ id_token_signed_response_alg: 'none' })
      expect(decodeProtectedHeader(token).alg).toBe('RS256')
    },
  },
  userInfo('oidcc-userinfo-get', (endpoint, token) => fetch(endpoint, bearer(token))),
  userInfo('oidcc-userinfo-post-header', (endpoint, token) =>
    fetch(endpoint, { method: 'POST', ...bearer(token) }),
  ),
  userInfo('oidcc-userinfo-post-body', (endpoint, token) =>
    fetch(endpoint, { method: 'POST', body: new URLSearchParams({ access_token: token }) }),
  ),
  {
    module: 'oidcc-ensure-request-without-nonce-succeeds-for-code-flow',
    run: async (party) => {
      expect((await party.tokens({ nonce: undefined })).claims).not.toHaveProperty('nonce')
    },
  },
  scope('oidcc-scope-profile', 'openid profile', profile),
  scope('oidcc-scope-email', 'openid email', email),
  // The directory holds no addresses: the scope is taken, and gives nothing
  scope('oidcc-scope-address', 'openid address', {}),
  scope('oidcc-scope-phone', 'openid phone', phone),
  scope('oidcc-scope-all', 'openid profile email address phone', { ...profile, ...email, ...phone }),
  scope('oidcc-ensure-other-scope-order-succeeds', 'email openid', email),
  {
    module: 'oidcc-alternate-happy-flow',
    run: async (party) => {
      const { link, checks } = party.request({ scope: 'email openid' })
      const turned = new URL(link)
      turned.search = new URLSearchParams([...link.searchParams].toReversed()).toString()
      const { answer } = await party.browser.follow(turned, { person })
      const { access_token: token, claims } = await party.redeemed({ answer, checks })
      expect(await party.userInfo(token, claims.sub)).toMatchObject(email)
    },
  },
  {
    module: 'oidcc-codereuse',
    run: async (party) => {
      const outcome = await party.answered()
      await party.redeemed(outcome)
      await expect(party.redeemed(outcome)).rejects.toMatchObject({ error: 'invalid_grant', status: 400 })
    },
  },
  {
    module: 'oidcc-codereuse-30seconds',
    run: async (party) => {
      const outcome = await party.answered()
      const { access_token: token, refresh_token: refresh, claims } = await party.redeemed(outcome)
      running.advance(30_000)
      await expect(party.redeemed(outcome)).rejects.toMatchObject({ error: 'invalid_grant', status: 400 })
      await expect(party.userInfo(token, claims.sub)).rejects.toMatchObject({ status: 401 })
      await expect(client.refreshTokenGrant(party.config, refresh ?? '')).rejects.toMatchObject({
        error: 'invalid_grant',
      })
    },
  },
  {
    module: 'oidcc-server-client-secret-post',
    run: async ({ url, browser }) => {
      const authentication = client.ClientSecretPost(program.client.secret)
      const party = await relyingParty({ url, program, person, authentication, browser })
      const { access_token: token, claims } = await party.tokens()
      expect(await party.userInfo(token, claims.sub)).toMatchObject({ sub: claims.sub })
    },
  },
  {
    module: 'oidcc-refresh-token',
    run: async (party) => {
      const { refresh_token: first = '', claims } = await party.tokens()
      expect(party.config.serverMetadata().grant_types_supported).toContain('refresh_token')
      running.advance(1000)
      const next = await client.refreshTokenGrant(party.config, first)
      const { iat, exp, ...same } = next.claims() ?? claims
      expect(same).toMatchObject({
        iss: claims.iss,
        sub: claims.sub,
        aud: claims.aud,
        auth_time: claims.auth_time,
      })
      expect([iat > claims.iat, exp > claims.exp]).toEqual([true, true])
      expect(await party.userInfo(next.access_token, claims.sub)).toMatchObject({ sub: claims.sub })
      // Bound to its client: with that one's own credentials it is worth nothing, and goes on for its owner
      const stranger = await relyingParty({ url: party.url, program: other, person })
      const stolen = client.refreshTokenGrant(stranger.config, next.refresh_token ?? '')
      await expect(stolen).rejects.toMatchObject({ error: 'invalid_grant', status: 400 })
      await client.refreshTokenGrant(party.config, next.refresh_token ?? '')
    },
  },
  {
    module: 'oidcc-ensure-request-with-valid-pkce-succeeds',
    run: async (party) => {
      const pkceCodeVerifier = client.randomPKCECodeVerifier()
      const challenge = await client.calculatePKCECodeChallenge(pkceCodeVerifier)
      const asked = { code_challenge: challenge, code_challenge_method: 'S256' }
      await party.tokens(asked, { pkceCodeVerifier })
      const unproven = party.tokens(asked, { pkceCodeVerifier: client.randomPKCECodeVerifier() })
      await expect(unproven).rejects.toMatchObject({ error: 'invalid_grant' })
    },
  },
]

describe.each([
  ['default', undefined],
  ['form_post', 'form_post'],
])('response_mode %s', (_, responseMode) => {
  const party = () => relyingParty({ url: running.url, program, person, responseMode })

  test.each(modules)('$module', async ({ run }) => {
    await expect(run(await party())).resolves.toBeUndefined()
  })

  test('is how these modules are answered', async () => {
    const { answer } = await (await party()).answered()
    expect(answer).toBeInstanceOf(responseMode ? Request : URL)
    expect(addressOf(answer).startsWith(redirectUri)).toBe(true)
  })
})
