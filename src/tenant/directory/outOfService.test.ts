import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { status } from '#schema/user/index.ts'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { answerOf, oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { plainBrowser } from '#testing/plainBrowser.ts'
import { refreshingOf } from '#testing/refreshing.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// NT-35 AS-18 AS-19: who is disabled, locked or expired gets nothing at any door, with what was held before or anew, as a person and as a program.

/** Every state that a user may have but the good one. */
const states = Object.keys(status.settings.state.options).filter((state) => state !== 'None')

describe.each(testDatabases())('on $kind', (engine) => {
  let running: TestTenant
  let flow: OAuth
  let refreshing: ReturnType<typeof refreshingOf>
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    flow = oauthOf(running)
    refreshing = refreshingOf(running, flow)
  })
  afterAll(() => running.close())

  const setState = (ID: string, state: string) =>
    running.admin.result('/CDirectoryService/SetUserState', { ID, state })
  const statusOf = async (reply: Promise<{ status: number; body: Record<string, unknown> }>) => {
    const { status: code, body } = await reply
    return `${code} ${typeof body['error'] === 'string' ? body['error'] : Object.keys(body).toSorted().join(' ')}`
  }
  const userInfo = (at: string, token: string) =>
    flow.post(`UserInfo/${at}`, {}, { headers: { authorization: `Bearer ${token}` } })

  test.each(states)('NT-35 a person who is %s', async (state) => {
    const at = `for-${state.toLowerCase()}`
    const portal = await flow.application(at, {
      profile: { AllowRefresh: true, AllowedAuth: 'AuthorizationCode,ClientCreds,ResourceCreds' },
    })
    const { client } = portal
    const user = `${state.toLowerCase()}@acme.test`
    const id = await peopleOf(running).addUser(state.toLowerCase())
    const person = await signIn(running.url, { user, password })
    const cookie = `.ASPXAUTH=${person.bearer}`
    const bearer = person.bearer
    const held = await refreshing.granted(portal, { bearer, scope: 'openid siem' })
    const code = await flow.code(portal, { bearer })

    const doors: Record<string, () => Promise<string>> = {
      'single sign-on by cookie': async () => {
        const reply = await flow.authorize(at, flow.request(client.clientId), { cookie })
        return (reply.headers.get('location') ?? '').replace(/\?.*/s, '')
      },
      'single sign-on by bearer, silently': async () => {
        const reply = await flow.authorize(at, flow.request(client.clientId, { prompt: 'none' }), { bearer })
        return `${String(answerOf(reply).get('error'))} ${String(answerOf(reply).get('code'))}`
      },
      'the session at the API': async () => String((await person.post('/Security/WhoAmI')).status),
      'the access token at the API': async () =>
        String((await new ApiClient(running.url, held.access).post('/Security/WhoAmI')).status),
      'the access token at userinfo': () => statusOf(userInfo(at, held.access)),
      'the access token at introspection': async () =>
        JSON.stringify((await flow.post(`Introspect/${at}`, { token: held.access }, { client })).body),
      'the refresh token': () => statusOf(refreshing.refresh(portal, held.refresh)),
      'a code on its way': () => statusOf(flow.token(at, flow.redemption(code), { client })),
      'Resource Owner': () =>
        statusOf(
          flow.token(at, { grant_type: 'password', username: user, password, scope: 'siem' }, { client }),
        ),
      'the sign-in by API': () =>
        signIn(running.url, { user, password }).then(
          () => 'signed in',
          (error: Error) => error.message.replace(/^\S+ /, ''),
        ),
      'the sign-in page': async () => {
        const browser = plainBrowser(running.url)
        const request = new URLSearchParams(flow.request(client.clientId) as Record<string, string>)
        const page = await browser.open(`/OAuth2/Authorize/${at}?${request.toString()}`)
        const after = await browser.signIn(page, { user, password })
        return after.kind === 'page' ? `${after.status} ${after.title}` : 'answered'
      },
    }
    await setState(id, state)
    const seen = Object.fromEntries(
      await Promise.all(Object.entries(doors).map(async ([door, ask]) => [door, await ask()] as const)),
    )
    const wrong = 'The login name or the password is wrong, or the account cannot sign in here.'
    expect(seen).toEqual({
      'single sign-on by cookie': '/login',
      'single sign-on by bearer, silently': 'login_required null',
      'the session at the API': '401',
      'the access token at the API': '401',
      'the access token at userinfo': '401 invalid_token',
      'the access token at introspection': '{"active":false}',
      'the refresh token': '400 invalid_grant',
      'a code on its way': '400 invalid_grant',
      'Resource Owner': '400 invalid_grant',
      'the sign-in by API': `200 ${wrong}`,
      'the sign-in page': '401 Sign in',
    })
    // Back in service, what ended stays so, and the person signs in anew
    await setState(id, 'None')
    expect((await person.post('/Security/WhoAmI')).status).toBe(401)
    expect(await statusOf(refreshing.refresh(portal, held.refresh))).toBe('400 invalid_grant')
    expect(await peopleOf(running).canSignIn(state.toLowerCase())).toBe(true)
  })

  test.each(states)('NT-35 a program whose own service user is %s', async (state) => {
    const at = `program-${state.toLowerCase()}`
    const portal = await flow.application(at, { profile: { AllowRefresh: true } })
    const { client } = portal
    const own = await refreshing.ofProgram(portal)
    const platform = String(
      (await flow.post('PlatformToken', { grant_type: 'client_credentials' }, { client })).body[
        'access_token'
      ],
    )
    const held = await refreshing.granted(portal, { scope: 'openid' })
    const code = await flow.code(portal, { others: { scope: 'openid' } })
    const doors: Record<string, () => Promise<string>> = {
      'a token of its own': () =>
        statusOf(flow.token(at, { grant_type: 'client_credentials', scope: 'siem' }, { client })),
      'a platform token': () =>
        statusOf(flow.post('PlatformToken', { grant_type: 'client_credentials' }, { client })),
      'a person’s code': () => statusOf(flow.token(at, flow.redemption(code), { client })),
      'a person’s refresh token': () => statusOf(refreshing.refresh(portal, held.refresh)),
      introspection: () => statusOf(flow.post(`Introspect/${at}`, { token: held.access }, { client })),
      revocation: () => statusOf(flow.post(`Revoke/${at}`, { token: held.access }, { client })),
      'the token it had, at the API': async () =>
        String((await new ApiClient(running.url, own).post('/Security/WhoAmI')).status),
      'the platform token it had, at the API': async () =>
        String((await new ApiClient(running.url, platform).post('/Security/WhoAmI')).status),
      'a person’s sign-in for it': async () => {
        const reply = await flow.authorize(at, flow.request(client.clientId, { scope: 'openid' }), {
          bearer: running.admin.bearer,
        })
        return `${String(answerOf(reply).get('error'))} ${String(answerOf(reply).get('code'))}`
      },
    }
    await setState(client.id, state)
    const seen = Object.fromEntries(
      await Promise.all(Object.entries(doors).map(async ([door, ask]) => [door, await ask()] as const)),
    )
    expect(seen).toEqual({
      'a token of its own': '401 invalid_client',
      'a platform token': '401 invalid_client',
      'a person’s code': '401 invalid_client',
      'a person’s refresh token': '401 invalid_client',
      introspection: '401 invalid_client',
      revocation: '401 invalid_client',
      'the token it had, at the API': '401',
      'the platform token it had, at the API': '401',
      'a person’s sign-in for it': 'invalid_client null',
    })
  })
})
