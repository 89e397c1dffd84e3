import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '#testing/apiClient.ts'
import { answerOf, formOf, oauthOf, redirectUri, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let flow: OAuth
let portal: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  portal = await flow.application('portal', {
    profile: { Redirects: [redirectUri, 'https://foo.example.com/cb?tenant=a'] },
  })
})
afterAll(() => running.close())

type Fields = Parameters<OAuth['request']>[1]
const ask = (others: Fields = {}, bearer: string | null = running.admin.bearer) =>
  flow.authorize('portal', flow.request(portal.client.clientId, others), { bearer })

const eventsOf = (type: string) =>
  running.tenant.database.read
    .selectFrom('event')
    .select(['detail', 'application_id'])
    .where('event_type', '=', type)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()

/** An error page that sends nothing anywhere. */
async function page(reply: Response) {
  const text = await reply.text()
  return {
    status: reply.status,
    location: reply.headers.get('location'),
    isPage: text.startsWith('<!doctype html>'),
    code: /code=[\w-]{20}/.exec(text)?.[0],
  }
}
const errorPage = { status: 400, location: null, isPage: true, code: undefined }

describe('RD-01 RD-06 a redirect URI is registered byte for byte, or nothing is sent anywhere', () => {
  test('any edit of one character is refused', async () => {
    const places = fc.nat({ max: redirectUri.length })
    const letters = fc.constantFrom(...Array.from('abcCB/.:?#@%20 +\\*;A\u0000é1'))
    const edits = fc.constantFrom('insert', 'replace', 'remove')
    await fc.assert(
      fc.asyncProperty(places, letters, edits, async (at, letter, edit) => {
        const rest = edit === 'insert' ? at : at + 1
        const edited = redirectUri.slice(0, at) + (edit === 'remove' ? '' : letter) + redirectUri.slice(rest)
        fc.pre(edited !== redirectUri)
        expect(await page(await ask({ redirect_uri: edited }))).toEqual(errorPage)
      }),
      { numRuns: 60 },
    )
  })

  test.each([
    ['NT-04 a longer host', 'https://app.test.evil.com/cb'],
    ['NT-04 a prefix', 'https://app.test/cb/more'],
    ['NT-04 a suffix', 'https://evilapp.test/cb'],
    ['NT-04 a query', 'https://app.test/cb?x=1'],
    ['NT-04 userinfo', 'https://app.test@evil.com/cb'],
    ['NT-05 dots', 'https://app.test/cb/../evil'],
    ['NT-05 encoded dots', 'https://app.test/cb/..%2f'],
    ['NT-05 doubly encoded dots', 'https://app.test/cb/%252f..'],
    ['NT-05 dots and a semicolon', 'https://app.test/cb/..;/'],
    ['NT-06 another port', 'https://app.test:444/cb'],
    ['NT-06 the port that is meant', 'https://app.test:443/cb'],
    ['NT-07 a letter for a dot', 'https://fooXexample.com/cb?tenant=a'],
    ['NT-08 a script', 'javascript:alert(1)'],
    ['another scheme', 'http://app.test/cb'],
    ['another case', 'https://APP.test/cb'],
    ['nothing', ''],
    ['none', undefined],
  ])('%s', async (_, uri) => {
    expect(await page(await ask({ redirect_uri: uri }))).toEqual(errorPage)
  })

  test('an unknown application is refused in the same way', async () => {
    const request = flow.request(portal.client.clientId)
    for (const name of ['Portal', 'nothing', '__gatewright'])
      expect(await page(await flow.authorize(name, request, running.admin))).toEqual(errorPage)
  })

  test('a client of another application gets no code', async () => {
    const reply = await ask({ client_id: 'nobody@acme.test' })
    expect(reply.headers.get('location')).toMatch(/^https:\/\/app\.test\/cb\?/)
    expect(Object.fromEntries(answerOf(reply))).toEqual({
      correlation_id: expect.any(String) as string,
      error_uri: expect.any(String) as string,
      error: 'invalid_client',
      error_description: 'invalid client creds',
      state: 'the state',
      iss: `${running.url}/portal/`,
    })
  })

  test('a registered query stays, and the answer is added to it', async () => {
    const reply = await ask({ redirect_uri: 'https://foo.example.com/cb?tenant=a', scope: 'profile' })
    expect(reply.headers.get('location')).toMatch(/^https:\/\/foo\.example\.com\/cb\?tenant=a&code=[\w-]+&/)
  })
})

describe('NT-09 a parameter twice is refused without a redirect', () => {
  test.each(['redirect_uri', 'client_id', 'state', 'response_type', 'scope', 'unknown'])(
    '%s',
    async (name) => {
      const value = flow.request(portal.client.clientId)[name] ?? 'x'
      expect(await page(await ask({ [name]: [value, value].flat() }))).toEqual(errorPage)
    },
  )

  test('once in the address and once in the body', async () => {
    const fields = flow.request(portal.client.clientId)
    const reply = await fetch(`${running.url}/OAuth2/Authorize/portal?state=a`, {
      method: 'POST',
      redirect: 'manual',
      headers: { authorization: `Bearer ${running.admin.bearer}` },
      body: formOf(fields),
    })
    expect(await page(reply)).toEqual(errorPage)
  })
})

describe('D5 refusals go to the registered address', () => {
  const [invalid, mode] = ['invalid_request', 'auth mode not allowed']
  const challengeNeeded = 'code challenge with method S256 required'
  test.each<[string, NonNullable<Fields>, string, string]>([
    ['no response type', { response_type: undefined }, invalid, 'response_type is missing'],
    [
      'unknown response type',
      { response_type: 'magic' },
      'unsupported_response_type',
      'response type not supported',
    ],
    ['NT-16 token', { response_type: 'token' }, 'unauthorized_client', mode],
    ['NT-16 ID token', { response_type: 'id_token' }, 'unauthorized_client', mode],
    ['NT-16 both', { response_type: 'id_token token' }, 'unauthorized_client', mode],
    ['NT-16 code and token', { response_type: 'code token' }, 'unauthorized_client', mode],
    ['NT-16 all', { response_type: 'code id_token token' }, 'unauthorized_client', mode],
    ['AS-08 another response mode', { response_mode: 'web_message' }, invalid, 'response mode not supported'],
    ['unknown scope', { scope: 'siem Siem' }, 'invalid_scope', 'unknown scope requested'],
    [
      'AS-02 NT-14 no challenge',
      { code_challenge: undefined, code_challenge_method: undefined },
      invalid,
      challengeNeeded,
    ],
    ['AS-02 NT-14 plain', { code_challenge_method: 'plain' }, invalid, challengeNeeded],
    [
      'AS-02 method missing, which means plain',
      { code_challenge_method: undefined },
      invalid,
      challengeNeeded,
    ],
    ['AS-02 method without challenge', { code_challenge: undefined }, invalid, challengeNeeded],
    ['AS-02 challenge that is no hash', { code_challenge: 'short' }, invalid, challengeNeeded],
    ['AS-02 method in another case', { code_challenge_method: 's256' }, invalid, challengeNeeded],
    ['T2 the Application ID as client ID', { client_id: 'portal' }, 'invalid_client', 'invalid client creds'],
    ['T2 a person as client', { client_id: 'ada@acme.test' }, 'invalid_client', 'invalid client creds'],
    ['T2 no client ID', { client_id: undefined }, 'invalid_client', 'invalid client creds'],
  ])('%s', async (_, others, error, description) => {
    const reply = await ask(others)
    expect(reply.headers.get('location')).toMatch(/^https:\/\/app\.test\/cb[?#]/)
    // AS-06 AS-07: errors name the issuer and carry the state too
    expect(Object.fromEntries(answerOf(reply))).toEqual({
      correlation_id: expect.any(String) as string,
      error_uri: expect.any(String) as string,
      error,
      error_description: description,
      state: 'the state',
      iss: `${running.url}/portal/`,
    })
    expect(reply.headers.get('cache-control')).toBe('no-store')
  })

  test('T7 a person without Run', async () => {
    const lonely = await flow.application('lonely')
    await flow.grant(lonely.rowKey, { type: 'Role', id: 'everybody' }, 'None')
    const reply = await flow.authorize('lonely', flow.request(lonely.client.clientId), running.admin)
    expect(Object.fromEntries(answerOf(reply))).toMatchObject({
      error: 'access_denied',
      error_description: 'user not allowed access to app',
    })
  })

  test('AS-16 an application that asks for consent gives no code without it', async () => {
    const { client } = await flow.application('asking', { profile: { Confirm: true } })
    const request = flow.request(client.clientId)
    const cookie = `.ASPXAUTH=${running.admin.bearer}`
    const reply = await flow.authorize('asking', request, { cookie })
    expect(reply.status).toBe(200)
    expect(await reply.text()).toContain('asks for access through The asking application')
    const silent = await flow.authorize('asking', { ...request, prompt: 'none' }, { cookie })
    expect(answerOf(silent).get('error')).toBe('consent_required')
    // A program shows no page
    expect(answerOf(await flow.authorize('asking', request, running.admin)).get('error')).toBe(
      'consent_required',
    )
  })

  test('nobody is signed in, and nobody may be asked', async () => {
    expect(answerOf(await ask({ prompt: 'none' }, null)).get('error')).toBe('login_required')
  })
})

test('AS-07 the state comes back byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 }), async (state) => {
      expect(answerOf(await ask({ state })).get('state')).toBe(state)
    }),
    { numRuns: 40 },
  )
  expect(answerOf(await ask({ state: undefined })).has('state')).toBe(false)
})

test('AS-22 debug= has no effect', async () => {
  const [plain, debug] = [await ask(), await ask({ debug: 'true' })]
  expect([...answerOf(debug).keys()]).toEqual([...answerOf(plain).keys()])
  expect(await page(await ask({ debug: 'true', redirect_uri: 'https://evil.test/' }))).toEqual(errorPage)
})

test.each([
  'client_secret',
  'Client_Secret',
  'password',
  'access_token',
  'code_verifier',
  'client_assertion',
])('D2 NT-70 F8 %s in the address is refused and recorded, and its value is nowhere', async (name) => {
  const secret = 'canary-in-address-12345'
  const reply = await ask({ [name]: secret })
  const text = await reply.clone().text()
  expect(await page(reply)).toEqual(errorPage)
  expect(text).not.toContain(secret)
  const event = await eventsOf('Cloud.OAuth2.Authorize.Refused')
  expect(event.application_id).toBe(portal.rowKey)
  expect(JSON.parse(event.detail)).toMatchObject({ error: 'invalid_request' })
  expect(event.detail).not.toContain(secret)
})

test('AS-17 NT-45 what a request says is text in an error page, and nothing of it runs', async () => {
  for (const script of ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onload='x"]) {
    const reply = await ask({ [script]: [script, script] })
    expect(await reply.clone().text()).not.toContain(script)
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8')
  }
})

test('AS-18 a person who is disabled, a session that has ended, and a client that is disabled get no code', async () => {
  const people = peopleOf(running)
  const id = await people.addUser('leaver')
  const { bearer } = await signIn(running.url, { user: 'leaver@acme.test', password })
  expect(answerOf(await ask({}, bearer)).has('code')).toBe(true)
  const state = (user: string, value: string) =>
    running.admin.result('/CDirectoryService/SetUserState', { ID: user, state: value })
  for (const value of ['Disabled', 'Locked', 'Expired']) {
    await state(id, value)
    expect(answerOf(await ask({}, bearer)).has('code')).toBe(false)
    await state(portal.client.id, value)
    expect(answerOf(await ask()).get('error')).toBe('invalid_client')
    await state(portal.client.id, 'None')
  }
})
