import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ApiClient } from '#testing/apiClient.ts'
import { answerOf, oauthOf, type OAuth } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// contract.md 2.7: a service user trades its access token for an ID token at the authorization endpoint

const applicationId = '__idaptive_cybr_user_oidc'
const redirect_uri = 'https://cyberark.cloud/redirect'

let running: TestTenant
let flow: OAuth
let program: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  program = await flow.application(applicationId, {
    profile: {
      AllowedAuth: 'ClientCreds,Implicit,AuthorizationCode',
      Redirects: [redirect_uri],
      KnownScopes: [{ Scope: 'api' }, { Scope: 'all', AllowedRest: ['.*'] }],
    },
  })
  await flow.application('other', { profile: { AllowedAuth: 'ClientCreds,Implicit' } })
})
afterAll(() => running.close())

async function tokenFor(scope = 'api', id = applicationId, client = program.client) {
  const { body } = await flow.token(id, { grant_type: 'client_credentials', scope }, { client })
  return String(body['access_token'])
}

type Fields = Record<string, string | undefined>

/** As the published SDK asks: without state, nonce and challenge. */
const ask = async (bearer: string, others: Fields = {}) => {
  const asked = {
    client_id: applicationId,
    response_type: 'id_token',
    scope: 'openid profile api',
    redirect_uri,
  }
  return flow.authorize(applicationId, { ...asked, ...others }, { bearer })
}

test.each([applicationId, `svc-${applicationId}@acme.test`])(
  'the token of a service user gives an ID token about it, for the client ID %s',
  async (client_id) => {
    const reply = await ask(await tokenFor(), { client_id })
    expect(reply.status).toBe(302)
    expect(reply.headers.get('location')).toMatch(/^https:\/\/cyberark\.cloud\/redirect#id_token=/)
    const answer = answerOf(reply)
    expect([...answer.keys()].sort()).toEqual(['id_token', 'iss'])
    expect(decodeJwt(answer.get('id_token') ?? '')).toMatchObject({
      iss: `${running.url}/${applicationId}/`,
      aud: client_id,
      sub: program.client.id,
      unique_name: program.client.clientId,
      preferred_username: program.client.clientId,
    })
  },
)

test('D6 the ID token opens no call, and gives no other token', async () => {
  const idToken = answerOf(await ask(await tokenFor())).get('id_token') ?? ''
  const { status } = await new ApiClient(running.url, idToken).post('/Security/WhoAmI')
  expect(status).toBe(401)
  const again = await ask(idToken, { nonce: 'n', scope: 'openid' })
  expect(again.headers.get('location')).toMatch(/^\/login\?/)
})

describe('nothing else is given for a token', () => {
  test.each<[string, Fields, string, string]>([
    ['a code', { response_type: 'code' }, 'unauthorized_client', 'an access token gives an ID token alone'],
    [
      'an access token',
      { response_type: 'token' },
      'unauthorized_client',
      'an access token gives an ID token alone',
    ],
    [
      'both',
      { response_type: 'id_token token' },
      'unauthorized_client',
      'an access token gives an ID token alone',
    ],
    ['a scope that the token lacks', { scope: 'openid all' }, 'invalid_scope', 'scope was not granted'],
    ['every scope, which is wider', { scope: undefined }, 'invalid_scope', 'scope was not granted'],
    ['T4 an unknown scope', { scope: 'openid nothing' }, 'invalid_scope', 'unknown scope requested'],
    ['T2 another client', { client_id: 'svc-other@acme.test' }, 'invalid_client', 'invalid client creds'],
    ['no client', { client_id: undefined }, 'invalid_client', 'invalid client creds'],
  ])('%s', async (_, others, error, description) => {
    const answer = answerOf(await ask(await tokenFor(), others))
    expect([answer.get('error'), answer.get('error_description')]).toEqual([error, description])
    expect([answer.get('id_token'), answer.get('code'), answer.get('access_token')]).toEqual([
      null,
      null,
      null,
    ])
  })

  test('RD-06 and nothing at an address that is not registered', async () => {
    const reply = await ask(await tokenFor(), { redirect_uri: 'https://evil.test/' })
    expect([reply.status, reply.headers.get('location')]).toEqual([400, null])
  })

  test('AS-20 the token of another application is no sign-in here, nor is one of the platform', async () => {
    const client = { id: '', clientId: 'svc-other@acme.test', secret: program.client.secret }
    const platform = await flow.post(
      'PlatformToken',
      { grant_type: 'client_credentials', scope: 'api' },
      program,
    )
    for (const bearer of [await tokenFor('siem', 'other', client), String(platform.body['access_token'])])
      expect((await ask(bearer, { nonce: 'n' })).headers.get('location')).toMatch(/^\/login\?/)
  })

  test('TK-03 a person with a session still needs a nonce', async () => {
    const answer = answerOf(await ask(running.admin.bearer ?? ''))
    expect(answer.get('error_description')).toBe('nonce required')
  })

  test('AS-01 where Implicit is not ticked, and AS-18 once the user is disabled', async () => {
    const bearer = await tokenFor()
    const allowed = (AllowedAuth: string) => flow.change(program.rowKey, { OAuthProfile: { AllowedAuth } })
    await allowed('ClientCreds')
    expect(answerOf(await ask(bearer)).get('error')).toBe('unauthorized_client')
    await allowed('ClientCreds,Implicit')
    const state = (State: string) =>
      running.admin.result('/CDirectoryService/SetUserState', { ID: program.client.id, state: State })
    await state('Disabled')
    expect(answerOf(await ask(bearer)).get('id_token')).toBeNull()
    await state('None')
    expect(answerOf(await ask(bearer)).get('id_token')).not.toBeNull()
  })
})

test('AU-04 it is recorded with who asked', async () => {
  await ask(await tokenFor())
  const { detail, actor_name } = await running.tenant.database.read
    .selectFrom('event')
    .select(['detail', 'actor_name'])
    .where('event_type', '=', 'Cloud.OAuth2.Authorize.Granted')
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow()
  expect(actor_name).toBe(program.client.clientId)
  expect(JSON.parse(detail ?? '')).toMatchObject({ responseType: 'id_token', scope: 'openid profile api' })
})
