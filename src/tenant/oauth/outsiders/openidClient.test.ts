import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '#testing/apiClient.ts'
import { administrator } from '#testing/administrator.ts'
import { oauthOf, redirectUri, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { visit, visitAddress } from '#testing/visit.ts'

// A protocol library as other programs use it, unchanged: that http is allowed is all that it is told.

type Program = { applicationId: string; client: { clientId: string; secret?: string } }

const everyMethod = 'AuthorizationCode,Implicit,ClientCreds,ResourceCreds'
const afterSignOut = 'https://app.test/bye'

let running: TestTenant
let made: Awaited<ReturnType<OAuth['application']>>
let programs: Record<'confidential' | 'list' | 'own', Program>
beforeAll(async () => {
  running = await bootTenant()
  const flow = oauthOf(running)
  made = await flow.application('portal', { profile: { AllowedAuth: everyMethod, AllowRefresh: true } })
  const listed = { ClientIDType: 0, AllowedClients: ['org.acme.mobile'] }
  await flow.application('mobile', {
    profile: { ...listed, AllowedAuth: 'AuthorizationCode,Implicit', AllowRefresh: true },
  })
  programs = {
    confidential: made,
    list: { applicationId: 'mobile', client: { clientId: 'org.acme.mobile' } },
    own: await flow.openIdConnect('crm', {
      profile: { AllowRefresh: true },
      own: {
        AllowedAuth: 'AuthorizationCode,Implicit,ResourceCreds',
        PostLogoutRedirects: [afterSignOut],
      },
    }),
  }
})
afterAll(() => running.close())

const kinds = [
  ['a confidential client', 'confidential'],
  ['a client of the list, without a secret', 'list'],
  ['an OpenID Connect application', 'own'],
] as const
const withSecret = kinds.filter(([, kind]) => kind !== 'list')

const issuerOf = ({ applicationId }: Program) => new URL(`${running.url}/${applicationId}/`)

const discover = (
  program: Program,
  authentication?: client.ClientAuth,
  ...execute: ((config: client.Configuration) => void)[]
) =>
  client.discovery(
    issuerOf(program),
    program.client.clientId,
    program.client.secret,
    authentication ?? (program.client.secret === undefined ? client.None() : undefined),
    { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks, ...execute] },
  )

/** Signs the administrator in by the flow that the configuration is set to. */
async function signedIn(
  config: client.Configuration,
  others: Record<string, string> = {},
  session = running.admin.bearer ?? '',
) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()]
  const link = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile',
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...others,
  })
  const answer = await visit(link, session)
  return { answer, pkceCodeVerifier, expectedState, expectedNonce }
}

async function codeTokens(config: client.Configuration, session?: string) {
  const { answer, ...checks } = await signedIn(config, {}, session)
  return client.authorizationCodeGrant(config, answer, { ...checks, idTokenExpected: true })
}

describe('client_credentials', () => {
  test.each([
    ['Basic', () => client.ClientSecretBasic(made.client.secret)],
    ['the form', () => client.ClientSecretPost(made.client.secret)],
  ])('gets a token of a program by %s', async (_, authentication) => {
    const config = await discover(made, authentication())
    const tokens = await client.clientCredentialsGrant(config, { scope: 'siem' })
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'siem' })
    expect(tokens.refresh_token).toBeUndefined()
    const reached = await client.fetchProtectedResource(
      config,
      tokens.access_token,
      new URL(`${running.url}/Security/WhoAmI`),
      'POST',
    )
    expect(await reached.json()).toMatchObject({ success: true, Result: { User: made.client.clientId } })
  })

  test('is told why not', async () => {
    const refused = client.clientCredentialsGrant(await discover(made), { scope: 'Siem' })
    await expect(refused).rejects.toMatchObject({
      error: 'invalid_scope',
      error_description: 'unknown scope requested',
    })
    const wrong = await discover({ ...made, client: { ...made.client, secret: 'another secret of length' } })
    await expect(client.clientCredentialsGrant(wrong)).rejects.toMatchObject({
      status: 401,
      cause: [{ scheme: 'basic' }],
    })
  })
})

describe.each(kinds)('%s', (_, kind) => {
  test('signs a person in with state, nonce and PKCE, and finds the ID token right', async () => {
    const program = programs[kind]
    const tokens = await codeTokens(await discover(program))
    expect(tokens.claims()).toMatchObject({
      iss: issuerOf(program).href,
      aud: program.client.clientId,
      preferred_username: 'ada@acme.test',
    })
  })

  test('signs in by an answer that the browser posts', async () => {
    const config = await discover(programs[kind])
    const { answer, ...checks } = await signedIn(config, { response_mode: 'form_post' })
    expect(answer).toBeInstanceOf(Request)
    expect((await client.authorizationCodeGrant(config, answer, checks)).claims()?.nonce).toBe(
      checks.expectedNonce,
    )
  })

  test('asks how long ago the person signed in, and may look itself', async () => {
    const config = await discover(programs[kind])
    const { answer, ...checks } = await signedIn(config, { max_age: '3600' })
    const tokens = await client.authorizationCodeGrant(config, answer, { ...checks, maxAge: 3600 })
    expect(tokens.claims()?.auth_time).toEqual(expect.any(Number))
  })

  test('AS-05 refreshes; the refresh token of before is worth nothing, and costs the one after it', async () => {
    const config = await discover(programs[kind])
    const first = await codeTokens(config)
    const second = await client.refreshTokenGrant(config, first.refresh_token ?? '')
    expect(second.access_token).not.toBe(first.access_token)
    expect(second.refresh_token).toMatch(/^[\w-]{43}$/)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(second.claims()).toMatchObject({ sub: first.claims()?.sub, auth_time: first.claims()?.auth_time })
    for (const spent of [first, second])
      await expect(client.refreshTokenGrant(config, spent.refresh_token ?? '')).rejects.toMatchObject({
        error: 'invalid_grant',
      })
  })

  test('asks who it is', async () => {
    const config = await discover(programs[kind])
    const tokens = await codeTokens(config)
    const subject = tokens.claims()?.sub ?? ''
    expect(await client.fetchUserInfo(config, tokens.access_token, subject)).toMatchObject({
      sub: subject,
      preferred_username: 'ada@acme.test',
    })
    await expect(client.fetchUserInfo(config, 'no-token', subject)).rejects.toMatchObject({
      status: 401,
      cause: [{ scheme: 'bearer', parameters: { error: 'invalid_token' } }],
    })
  })

  test('gives an access token back, and then a refresh token', async () => {
    const config = await discover(programs[kind])
    const tokens = await codeTokens(config)
    const subject = tokens.claims()?.sub ?? ''
    await client.tokenRevocation(config, tokens.access_token)
    await expect(client.fetchUserInfo(config, tokens.access_token, subject)).rejects.toMatchObject({
      status: 401,
    })
    const next = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    await client.tokenRevocation(config, next.refresh_token ?? '', { token_type_hint: 'refresh_token' })
    await expect(client.refreshTokenGrant(config, next.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    await expect(client.fetchUserInfo(config, next.access_token, subject)).rejects.toMatchObject({
      status: 401,
    })
  })

  test.each(['id_token', 'id_token token'])('implicit: %s, in the fragment or posted', async (type) => {
    const config = await discover(programs[kind], undefined, client.useIdTokenResponseType)
    for (const response_mode of ['fragment', 'form_post']) {
      const { answer, expectedNonce, expectedState } = await signedIn(config, {
        response_type: type,
        response_mode,
      })
      const claims = await client.implicitAuthentication(config, answer, expectedNonce, { expectedState })
      expect(claims).toMatchObject({ preferred_username: 'ada@acme.test', nonce: expectedNonce })
      if (type === 'id_token token') expect(claims.at_hash).toMatch(/^[\w-]{22}$/)
    }
  })

  test('hybrid: the ID token of the answer vouches for the code', async () => {
    const config = await discover(programs[kind], undefined, client.useCodeIdTokenResponseType)
    for (const response_mode of ['fragment', 'form_post']) {
      const { answer, ...checks } = await signedIn(config, { response_mode })
      const tokens = await client.authorizationCodeGrant(config, answer, checks)
      expect(tokens.claims()?.aud).toBe(programs[kind].client.clientId)
    }
  })
})

describe.each(withSecret)('%s', (_, kind) => {
  test('asks about tokens, JWT or given back', async () => {
    const config = await discover(programs[kind])
    const { access_token: token } = await codeTokens(config)
    expect(await client.tokenIntrospection(config, token)).toMatchObject({
      active: true,
      client_id: programs[kind].client.clientId,
      scope: 'openid profile',
      token_type: 'Bearer',
    })
    await client.tokenRevocation(config, token)
    expect(await client.tokenIntrospection(config, token)).toEqual({ active: false })
  })

  test('signs a person in with a password', async () => {
    const config = await discover(programs[kind])
    const tokens = await client.genericGrantRequest(config, 'password', {
      username: administrator.user,
      password: administrator.password,
      scope: 'openid profile',
    })
    expect(tokens.claims()).toMatchObject({ preferred_username: 'ada@acme.test' })
    expect(tokens.refresh_token).toBeUndefined()
    const refused = client.genericGrantRequest(config, 'password', {
      username: administrator.user,
      password: 'not this one',
    })
    await expect(refused).rejects.toMatchObject({ error: 'invalid_grant' })
  })
})

test('an opaque token is one that only the tenant can read', async () => {
  const opaque = await oauthOf(running).application('opaque', { profile: { TokenType: 'Opaque' } })
  const config = await discover(opaque)
  const tokens = await codeTokens(config)
  expect(tokens.access_token).toMatch(/^[\w-]{43}$/)
  expect(await client.tokenIntrospection(config, tokens.access_token)).toMatchObject({
    active: true,
    sub: tokens.claims()?.sub,
    iss: `${running.url}/opaque/`,
  })
  const subject = tokens.claims()?.sub ?? ''
  expect(await client.fetchUserInfo(config, tokens.access_token, subject)).toMatchObject({ sub: subject })
  await client.tokenRevocation(config, tokens.access_token)
  expect(await client.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false })
})

test('signs out by the link, and is sent back with the state', async () => {
  await peopleOf(running).addUser('leaving')
  const { bearer } = await signIn(running.url, { user: 'leaving@acme.test', password })
  const session = bearer ?? ''
  const config = await discover(programs.own)
  const tokens = await codeTokens(config, session)
  const link = client.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token ?? '',
    post_logout_redirect_uri: afterSignOut,
    state: 'where I was',
  })
  expect((await visitAddress(link, session)).href).toBe(`${afterSignOut}?state=where+I+was`)
  const again = await signedIn(config, {}, session)
  expect(again.answer).toMatchObject({ pathname: '/login' })
  // LO-04: what was allowed in the session ends with it
  await expect(client.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  })
})

test('is told by the answer why nobody is signed in', async () => {
  const config = await discover(programs.own)
  const { answer, ...checks } = await signedIn(config, { prompt: 'none' }, 'nobody')
  await expect(client.authorizationCodeGrant(config, answer, checks)).rejects.toMatchObject({
    error: 'login_required',
    error_description: 'nobody is signed in',
  })
})
