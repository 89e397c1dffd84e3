import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { oauthOf, redirectUri, type OAuth } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { visit, visitAddress } from '#testing/visit.ts'

// A protocol library as other programs use it, step by step and unchanged: that http is allowed is all that it is told.

type Program = { applicationId: string; client: { clientId: string; secret?: string } }

let running: TestTenant
let flow: OAuth
let programs: Record<'confidential' | 'list' | 'own', Program>
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  const everything = {
    AllowedAuth: 'AuthorizationCode,Implicit,ClientCreds,ResourceCreds',
    AllowRefresh: true,
  }
  const listed = { ...everything, ClientIDType: 0, AllowedClients: ['org.acme.mobile'] }
  await flow.application('mobile', { profile: listed })
  programs = {
    confidential: await flow.application('portal', { profile: everything }),
    list: { applicationId: 'mobile', client: { clientId: 'org.acme.mobile' } },
    own: await flow.openIdConnect('crm', {
      profile: { AllowRefresh: true },
      own: { AllowedAuth: 'AuthorizationCode,Implicit,ResourceCreds' },
    }),
  }
})
afterAll(() => running.close())

const plainHttp = { [oauth.allowInsecureRequests]: true }
const byBasic = (secret: string) => oauth.ClientSecretBasic(secret)
const byForm = (secret: string) => oauth.ClientSecretPost(secret)

/** The server as discovery tells it, the client, and its proof: what every request of the library takes. */
async function parties(
  { applicationId, client: { clientId, secret } }: Program,
  proof = byBasic,
): Promise<[oauth.AuthorizationServer, oauth.Client, oauth.ClientAuth]> {
  const issuer = new URL(`${running.url}/${applicationId}/`)
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, plainHttp))
  return [server, { client_id: clientId }, secret === undefined ? oauth.None() : proof(secret)]
}
type Parties = Awaited<ReturnType<typeof parties>>

function linkOf([server, client]: Parties, parameters: Record<string, string>): URL {
  const link = new URL(server.authorization_endpoint ?? '')
  link.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: redirectUri,
    scope: 'openid profile',
    state: 'xyz',
    ...parameters,
  }).toString()
  return link
}

const session = () => running.admin.bearer ?? ''

async function signedIn(asking: Parties): Promise<oauth.TokenEndpointResponse> {
  const [server, client, proof] = asking
  const verifier = oauth.generateRandomCodeVerifier()
  const nonce = oauth.generateRandomNonce()
  const link = linkOf(asking, {
    response_type: 'code',
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const answer = oauth.validateAuthResponse(server, client, await visitAddress(link, session()), 'xyz')
  const reply = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    proof,
    answer,
    redirectUri,
    verifier,
    plainHttp,
  )
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, reply, {
    expectedNonce: nonce,
    requireIdToken: true,
  })
  await oauth.validateApplicationLevelSignature(server, reply, plainHttp)
  return tokens
}

const subjectOf = (tokens: oauth.TokenEndpointResponse) => oauth.getValidatedIdTokenClaims(tokens)?.sub ?? ''

const programToken = async ([server, client, proof]: Parties, parameters: Record<string, string>) =>
  oauth.processClientCredentialsResponse(
    server,
    client,
    await oauth.clientCredentialsGrantRequest(server, client, proof, parameters, plainHttp),
  )

const refreshed = async ([server, client, proof]: Parties, token: string | undefined) =>
  oauth.processRefreshTokenResponse(
    server,
    client,
    await oauth.refreshTokenGrantRequest(server, client, proof, token ?? '', plainHttp),
  )

const who = async ([server, client]: Parties, tokens: oauth.TokenEndpointResponse, subject: string) =>
  oauth.processUserInfoResponse(
    server,
    client,
    subject,
    await oauth.userInfoRequest(server, client, tokens.access_token, plainHttp),
  )

const asked = async ([server, client, proof]: Parties, token: string) =>
  oauth.processIntrospectionResponse(
    server,
    client,
    await oauth.introspectionRequest(server, client, proof, token, plainHttp),
  )

const givenBack = async ([server, client, proof]: Parties, token: string) =>
  oauth.processRevocationResponse(await oauth.revocationRequest(server, client, proof, token, plainHttp))

const kinds = [
  ['a confidential client', 'confidential', byBasic],
  ['a confidential client, by the form', 'confidential', byForm],
  ['a client of the list', 'list', byBasic],
  ['an OpenID Connect application', 'own', byBasic],
  ['an OpenID Connect application, by the form', 'own', byForm],
] as const

describe.each(kinds)('%s', (_, kind, proof) => {
  test('AS-06 signs in, holds the answer against its issuer (RFC 9207), refreshes and asks who it is', async () => {
    const asking = await parties(programs[kind], proof)
    expect(asking[0].authorization_response_iss_parameter_supported).toBe(true)
    const tokens = await signedIn(asking)
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({ unique_name: 'ada@acme.test' })
    const next = await refreshed(asking, tokens.refresh_token)
    expect(next.refresh_token).not.toBe(tokens.refresh_token)
    expect(await who(asking, next, subjectOf(tokens))).toMatchObject({ preferred_username: 'ada@acme.test' })
    await expect(refreshed(asking, tokens.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  test('gives a token back, for which the answer is the same as for any other', async () => {
    const asking = await parties(programs[kind], proof)
    const tokens = await signedIn(asking)
    await givenBack(asking, tokens.access_token)
    await givenBack(asking, tokens.access_token)
    await givenBack(asking, 'never a token')
    await expect(who(asking, tokens, subjectOf(tokens))).rejects.toMatchObject({
      status: 401,
      cause: [{ scheme: 'bearer', parameters: { error: 'invalid_token' } }],
    })
  })

  test('hybrid: the ID token of the answer vouches for the code', async () => {
    const asking = await parties(programs[kind], proof)
    const [server, client, clientAuthentication] = asking
    const verifier = oauth.generateRandomCodeVerifier()
    const link = linkOf(asking, {
      response_type: 'code id_token',
      nonce: 'n-1',
      max_age: '3600',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    const answer = await oauth.validateCodeIdTokenResponse(
      server,
      client,
      await visit(link, session()),
      'n-1',
      'xyz',
      3600,
      plainHttp,
    )
    const reply = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      clientAuthentication,
      answer,
      redirectUri,
      verifier,
      plainHttp,
    )
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, reply, {
      expectedNonce: 'n-1',
      maxAge: 3600,
    })
    expect(await who(asking, tokens, subjectOf(tokens))).toMatchObject({ sub: subjectOf(tokens) })
  })

  test('implicit: the token of the answer is good', async () => {
    const asking = await parties(programs[kind], proof)
    const [server, client] = asking
    const { hash } = await visitAddress(linkOf(asking, { response_type: 'token' }), session())
    const fragment = new URLSearchParams(hash.slice(1))
    const answer = oauth.validateAuthResponse(server, client, fragment, 'xyz')
    const tokens = { access_token: answer.get('access_token') ?? '', token_type: 'bearer' as const }
    expect(await who(asking, tokens, subjectOf(await signedIn(asking)))).toMatchObject({
      preferred_username: 'ada@acme.test',
    })
  })
})

describe.each(kinds.filter(([, kind]) => kind !== 'list'))('%s', (_, kind, proof) => {
  test('asks about tokens', async () => {
    const asking = await parties(programs[kind], proof)
    const tokens = await signedIn(asking)
    expect(await asked(asking, tokens.access_token)).toMatchObject({ active: true, sub: subjectOf(tokens) })
    await givenBack(asking, tokens.refresh_token ?? '')
    expect(await asked(asking, tokens.access_token)).toEqual({ active: false })
  })

  test('signs a person in with a password', async () => {
    const [server, client, clientAuthentication] = await parties(programs[kind], proof)
    const reply = await oauth.genericTokenEndpointRequest(
      server,
      client,
      clientAuthentication,
      'password',
      { username: administrator.user, password: administrator.password, scope: 'openid' },
      plainHttp,
    )
    const tokens = await oauth.processGenericTokenEndpointResponse(server, client, reply)
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({ unique_name: 'ada@acme.test' })
  })
})

describe('an API checks the access token itself', () => {
  const toApi = (token: string) =>
    new Request('https://api.test/accounts', { headers: { authorization: `Bearer ${token}` } })

  test('AS-14 whoever it was issued for, to the audience that the application names', async () => {
    const audience = 'company://bank'
    const bank = await flow.application('bank', {
      template: 'OAuth2Server',
      profile: { Audience: audience, KnownScopes: [{ Scope: 'accounts', Description: 'See accounts' }] },
    })
    const asking = await parties(bank)
    for (const { access_token: token } of [
      await programToken(asking, { scope: 'accounts' }),
      await signedIn(asking),
    ])
      expect(await oauth.validateJwtAccessToken(asking[0], toApi(token), audience, plainHttp)).toMatchObject({
        client_id: bank.client.clientId,
        iss: `${running.url}/bank/`,
      })
  })

  test('AS-20 and refuses an ID token, another audience and another application’s', async () => {
    const asking = await parties(programs.confidential)
    const [server, { client_id: audience }] = asking
    const tokens = await signedIn(asking)
    const check = (token: string, forWhom = audience) =>
      oauth.validateJwtAccessToken(server, toApi(token), forWhom, plainHttp)
    expect(await check(tokens.access_token)).toMatchObject({ aud: audience })
    await expect(check(tokens.id_token ?? '')).rejects.toThrow('"typ"')
    await expect(check(tokens.access_token, 'company://bank')).rejects.toThrow('"aud"')
    const other = await signedIn(await parties(programs.own))
    await expect(check(other.access_token, programs.own.client.clientId)).rejects.toThrow('"iss"')
  })
})

describe('is told why not', () => {
  test('by the token endpoint', async () => {
    const asking = await parties(programs.confidential)
    const [server, client] = asking
    await expect(programToken(asking, { scope: 'Siem' })).rejects.toMatchObject({ error: 'invalid_scope' })
    await expect(refreshed(asking, 'never a token')).rejects.toMatchObject({ error: 'invalid_grant' })
    await expect(programToken([server, client, byBasic('another')], {})).rejects.toMatchObject({
      status: 401,
      cause: [{ scheme: 'basic', parameters: { realm: 'OAuth2' } }],
    })
    await expect(programToken([server, client, byForm('another')], {})).rejects.toMatchObject({ status: 401 })
  })

  test('by the answer of the authorization endpoint', async () => {
    const asking = await parties(programs.own)
    const [server, client] = asking
    const answer = await visitAddress(linkOf(asking, { response_type: 'code', scope: 'nonsense' }), session())
    expect(() => oauth.validateAuthResponse(server, client, answer, 'xyz')).toThrow(
      expect.objectContaining({ error: 'invalid_scope' }),
    )
  })
})
