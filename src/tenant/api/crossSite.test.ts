import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aliases, api, type EndpointName } from '#schema/api.ts'
import { administrator } from '#testing/administrator.ts'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { answerOf, formOf, oauthOf, type OAuth } from '#testing/oauth.ts'
import { routesOf } from '#testing/routes.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// X-10: what a page of another site makes a browser send uses, sets and ends no session, but where applications send people by design.

let running: TestTenant
let flow: OAuth
let portal: Awaited<ReturnType<OAuth['application']>>
let victim: ApiClient
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  portal = await flow.application('portal')
})
afterAll(() => running.close())
beforeEach(async () => {
  victim = await signIn(running.url, administrator)
})

type Headers = Record<string, string>
const cookie = () => ({ cookie: `.ASPXAUTH=${victim.bearer}` })
const isSignedIn = async () => (await victim.post('/Security/WhoAmI')).status === 200

const foreign: [string, Headers][] = [
  ['another site', { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }],
  ['another site, to a browser that tells no site', { origin: 'https://evil.test' }],
  ['another port of this host', { origin: 'http://127.0.0.1:7080', 'sec-fetch-site': 'same-site' }],
  ['a page without an origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ['a page without an origin, to a browser that tells no site', { origin: 'null' }],
  ['a page that hides its origin', { 'sec-fetch-site': 'cross-site' }],
]

/** What a form can send without asking first, and what it cannot. */
const bodies: [string, (fields: Headers) => { body: string; headers: Headers }][] = [
  [
    'text/plain',
    (fields) => ({ body: JSON.stringify(fields), headers: { 'content-type': 'text/plain;charset=UTF-8' } }),
  ],
  [
    'a form',
    (fields) => ({
      body: formOf(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  ],
  ['JSON', (fields) => ({ body: JSON.stringify(fields), headers: { 'content-type': 'application/json' } })],
]

const post = (path: string, body: string | undefined, headers: Headers) =>
  fetch(running.url + path, { method: 'POST', redirect: 'manual', headers, ...(body ? { body } : {}) })

async function rightAnswer() {
  const { SessionId, Challenges } = await new ApiClient(running.url, null).result<{
    SessionId: string
    Challenges: { Mechanisms: { MechanismId: string }[] }[]
  }>('/Security/StartAuthentication', { User: administrator.user })
  const MechanismId = Challenges[0]?.Mechanisms[0]?.MechanismId ?? ''
  return { SessionId, MechanismId, Action: 'Answer', Answer: administrator.password }
}

describe.each(foreign)('from %s', (_, headers) => {
  test.each(bodies)('AdvanceAuthentication as %s signs nobody in', async (_kind, encode) => {
    const { body, headers: type } = encode(await rightAnswer())
    const reply = await post('/Security/AdvanceAuthentication', body, { ...type, ...headers })
    expect(reply.status).toBe(403)
    expect(reply.headers.get('set-cookie')).toBeNull()
  })

  test('no call of the table uses the cookie, or sets one, whatever the type of its body', async () => {
    for (const [name, { path }] of Object.entries(api) as [EndpointName, (typeof api)[EndpointName]][]) {
      for (const each of [path, ...(aliases[name] ?? [])])
        for (const [type, encode] of bodies) {
          const { body, headers: typed } = encode({})
          const native = { 'x-idap-native-client': 'true' }
          const reply = await post(each, body, { ...typed, ...native, ...headers, ...cookie() })
          expect([each, type, reply.status]).toEqual([each, type, 403])
          expect(reply.headers.get('set-cookie')).toBeNull()
        }
    }
    expect(await isSignedIn()).toBe(true)
  })

  test('no route of the router sets a cookie, ends the session, or tells more to who has one, but where people are sent', async () => {
    const used: string[] = []
    for (const route of routesOf(running.app)) {
      const [method = '', path = ''] = route.split(' ')
      const address = `${running.url}${path.replace(':applicationid', 'portal')}?${queryOf(path)}`
      const send = (more: Headers) =>
        fetch(address, {
          method,
          redirect: 'manual',
          headers: { ...headers, 'sec-fetch-dest': 'document', ...more },
        })
      const [without, withCookie] = [await send({}), await send(cookie())]
      expect([route, withCookie.headers.get('set-cookie')]).toEqual([route, null])
      if (seen(without) !== seen(withCookie) && withCookie.status !== 403) used.push(route)
      expect([route, await isSignedIn()]).toEqual([route, true])
    }
    expect(used.toSorted()).toEqual([
      'GET /applications',
      'GET /oauth2/authorize/:applicationid',
      'POST /oauth2/authorize/:applicationid',
    ])
  })

  test('our own pages take no form from there', async () => {
    const way = `cloudRedirect=${encodeURIComponent(`OAuth2/Authorize/portal?${queryOf('/oauth2/authorize/')}`)}`
    const fields = { user: administrator.user, password: administrator.password, sign_out: 'yes' }
    for (const path of [`/login?${way}`, `/new-password?${way}`, '/OAuth2/EndSession/portal']) {
      const reply = await post(path, formOf(fields).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
        ...cookie(),
      })
      expect([path, reply.status >= 300 && reply.status < 400]).toEqual([path, false])
      expect([path, reply.headers.get('set-cookie')]).toEqual([path, null])
    }
    expect(await isSignedIn()).toBe(true)
  })
})

/** So that the authorization endpoint has something to answer, without asking for consent. */
const queryOf = (path: string) =>
  path.startsWith('/oauth2/authorize/')
    ? formOf(flow.request(portal.client.clientId, { scope: 'openid' })).toString()
    : ''

const seen = (reply: Response) => {
  const to = (reply.headers.get('location') ?? '').replace(/\?.*/s, '')
  return `${reply.status} ${to}`
}

describe('what goes on', () => {
  test('a link or a form of an application: people stay signed in', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'document' },
      { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' },
    ]) {
      const address = `/OAuth2/Authorize/portal?${queryOf('/oauth2/authorize/')}`
      const reply = await fetch(running.url + address, {
        redirect: 'manual',
        headers: { ...headers, ...cookie() },
      })
      expect(answerOf(reply).get('code')).toMatch(/^[\w-]{43}$/)
    }
    const sent = await post('/OAuth2/Authorize/portal', queryOf('/oauth2/authorize/'), {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://app.test',
      ...cookie(),
    })
    expect(answerOf(sent).get('code')).toMatch(/^[\w-]{43}$/)
    const leaving = await fetch(`${running.url}/OAuth2/EndSession/portal`, {
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document', ...cookie() },
    })
    expect(await leaving.text()).toContain('Signed in as ada@acme.test')
  })

  test('NT-68 an image or a script of another site is no visit', async () => {
    const leaving = await fetch(`${running.url}/OAuth2/EndSession/portal`, {
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image', ...cookie() },
    })
    expect(await leaving.text()).not.toContain('ada@acme.test')
  })

  test('programs, which send no Origin, and our own pages', async () => {
    const ours: Headers[] = [
      {},
      { origin: running.url },
      { origin: running.url, 'sec-fetch-site': 'same-origin' },
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
    ]
    for (const headers of ours) {
      const reply = await post('/Security/AdvanceAuthentication', JSON.stringify(await rightAnswer()), {
        'content-type': 'application/json',
        ...headers,
      })
      expect(reply.status).toBe(200)
      expect(reply.headers.get('set-cookie')).toMatch(/^\.ASPXAUTH=/)
    }
  })

  test('a bearer needs no origin: nobody else’s page has it', async () => {
    const { status } = await victim.post('/Security/WhoAmI', {}, { origin: 'https://extension.test' })
    expect(status).toBe(200)
  })
})
