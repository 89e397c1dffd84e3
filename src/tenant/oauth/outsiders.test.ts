import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerOf, basic, oauthOf, redirectUri, type OAuth } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// Protocol libraries as other programs use them, unchanged; plain http is all that they are told.

let running: TestTenant
let made: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  made = await oauthOf(running).application('portal')
})
afterAll(() => running.close())

const issuer = () => new URL(`${running.url}/portal/`)
const plainHttp = { [oauth.allowInsecureRequests]: true }

const discover = (authentication?: client.ClientAuth) =>
  client.discovery(issuer(), made.client.clientId, made.client.secret, authentication, {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  })

/** What a browser does: follows the link with its session, and is sent back. */
async function signIn(link: URL): Promise<URL> {
  const reply = await fetch(link, {
    redirect: 'manual',
    headers: { cookie: `.ASPXAUTH=${running.admin.bearer}` },
  })
  return new URL(reply.headers.get('location') ?? '')
}

describe('openid-client', () => {
  test.each([
    ['Basic', () => client.ClientSecretBasic(made.client.secret)],
    ['the form', () => client.ClientSecretPost(made.client.secret)],
  ])('gets a token of a program by %s', async (_, authentication) => {
    const config = await discover(authentication())
    const tokens = await client.clientCredentialsGrant(config, { scope: 'siem' })
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'siem' })
    expect(tokens.refresh_token).toBeUndefined()
  })

  test('signs a person in with state, nonce and PKCE, and finds the ID token right', async () => {
    const config = await discover()
    const pkceCodeVerifier = client.randomPKCECodeVerifier()
    const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()]
    const answer = await signIn(
      client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid profile siem',
        state: expectedState,
        nonce: expectedNonce,
        code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
      }),
    )
    const tokens = await client.authorizationCodeGrant(config, answer, {
      pkceCodeVerifier,
      expectedState,
      expectedNonce,
      idTokenExpected: true,
    })
    expect(tokens.claims()).toMatchObject({
      iss: issuer().href,
      aud: made.client.clientId,
      nonce: expectedNonce,
      preferred_username: 'ada@acme.test',
    })
  })

  test('is told why not', async () => {
    const config = await discover()
    const refused = client.clientCredentialsGrant(config, { scope: 'Siem' })
    await expect(refused).rejects.toMatchObject({
      error: 'invalid_scope',
      error_description: 'unknown scope requested',
    })
    const wrong = await client.discovery(
      issuer(),
      made.client.clientId,
      'another secret of length',
      undefined,
      { execute: [client.allowInsecureRequests] },
    )
    await expect(client.clientCredentialsGrant(wrong)).rejects.toMatchObject({ status: 401 })
  })
})

describe('oauth4webapi', () => {
  const server = async () =>
    oauth.processDiscoveryResponse(issuer(), await oauth.discoveryRequest(issuer(), plainHttp))

  test('gets a token of a program, its Basic credentials percent-encoded (CL-05)', async () => {
    const as = await server()
    const self = { client_id: made.client.clientId }
    const reply = await oauth.clientCredentialsGrantRequest(
      as,
      self,
      oauth.ClientSecretBasic(made.client.secret),
      new URLSearchParams({ scope: 'siem' }),
      plainHttp,
    )
    const tokens = await oauth.processClientCredentialsResponse(as, self, reply)
    expect(tokens.expires_in).toBe(3600)
    const reached = await oauth.protectedResourceRequest(
      tokens.access_token,
      'POST',
      new URL(`${running.url}/Security/WhoAmI`),
      undefined,
      null,
      plainHttp,
    )
    expect(await reached.json()).toMatchObject({ success: true, Result: { User: made.client.clientId } })
  })

  test('AS-06 signs in, and holds the answer against its issuer (RFC 9207)', async () => {
    const as = await server()
    expect(as.authorization_response_iss_parameter_supported).toBe(true)
    const codeVerifier = oauth.generateRandomCodeVerifier()
    const link = new URL(as.authorization_endpoint ?? '')
    link.search = new URLSearchParams({
      client_id: made.client.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid',
      state: 'xyz',
      code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    }).toString()
    const self = { client_id: made.client.clientId }
    const parameters = oauth.validateAuthResponse(as, self, await signIn(link), 'xyz')
    const reply = await oauth.authorizationCodeGrantRequest(
      as,
      self,
      oauth.ClientSecretPost(made.client.secret),
      parameters,
      redirectUri,
      codeVerifier,
      plainHttp,
    )
    const tokens = await oauth.processAuthorizationCodeResponse(as, self, reply, { requireIdToken: true })
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({ unique_name: 'ada@acme.test' })
    await oauth.validateApplicationLevelSignature(as, reply, plainHttp)
  })
})

test.each([
  ['in lower case', (url: string) => url.toLowerCase()],
  ['in other cases', (url: string) => url.replace('/OAuth2/Token', '/Oauth2/TOKEN')],
  ['with a slash at its end', (url: string) => `${url}/`],
])('CL-05 vendor clients send the pair raw, the endpoint %s', async (_, spelled) => {
  const { clientId, secret } = made.client
  const proofs: { headers: Record<string, string>; form: Record<string, string> }[] = [
    { headers: { authorization: basic(clientId, secret).replace('Basic', 'basic') }, form: {} },
    { headers: {}, form: { client_id: clientId, client_secret: secret } },
  ]
  for (const proof of proofs) {
    const reply = await fetch(spelled(`${running.url}/OAuth2/Token/portal`), {
      method: 'POST',
      headers: proof.headers,
      // One client sends these two along (tenant-api.md 2.1)
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        response_type: 'code',
        state: 'x',
        ...proof.form,
      }),
    })
    expect(reply.status).toBe(200)
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(await reply.json()).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'siem all' })
  }
})

test('the authorization endpoint takes cookie or bearer, GET or POST (tenant-api.md 2.2)', async () => {
  const flow = oauthOf(running)
  const fields = flow.request(made.client.clientId)
  const byBearer = await flow.authorize('portal', fields, { bearer: running.admin.bearer })
  const byCookie = await flow.authorize('portal', fields, {
    cookie: `.ASPXAUTH=${running.admin.bearer}`,
  })
  const byPost = await fetch(`${running.url}/oauth2/authorize/portal`, {
    method: 'POST',
    redirect: 'manual',
    headers: { authorization: `Bearer ${running.admin.bearer}` },
    body: new URLSearchParams(fields as Record<string, string>),
  })
  for (const reply of [byBearer, byCookie, byPost]) {
    expect(reply.status).toBe(302)
    expect(answerOf(reply).get('code')).toMatch(/^[\w-]{43}$/)
  }
  const nobody = await flow.authorize('portal', fields)
  expect(nobody.headers.get('location')).toMatch(/^\/login\?cloudRedirect=OAuth2%2FAuthorize%2Fportal%3F/)
})
