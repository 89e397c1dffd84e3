import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oauthOf } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { addressOf, pageOf, parametersOf, plainBrowser, type Sight } from '#testing/plainBrowser.ts'
import { relyingParty, type Program } from '#testing/relyingParty.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// "RP-Initiated Logout OP" of the OpenID Connect conformance suite, by the public names of its modules, written from OpenID Connect RP-Initiated Logout (LO-01,
// RD-04). They are our own tests; nothing here was certified by anybody.

const bye = 'https://app.test/bye'
const byeWithQuery = 'https://app.test/bye?tenant=a'

let running: TestTenant
let program: Program
let other: Program
const people = ['eve', 'bob'].map((name) => ({ user: `${name}@acme.test`, password }))
const [eve = { user: '', password }, bob = eve] = people
beforeAll(async () => {
  running = await bootTenant()
  for (const name of ['eve', 'bob']) await peopleOf(running).addUser(name)
  const flow = oauthOf(running)
  const own = { PostLogoutRedirects: [bye, byeWithQuery] }
  program = await flow.openIdConnect('rp', { own })
  other = await flow.openIdConnect('other-rp', { own })
})
afterAll(() => running.close())

async function signedIn(person = eve, by = program) {
  const browser = plainBrowser(running.url)
  const party = await relyingParty({ url: running.url, program: by, person, browser })
  const { id_token: idToken = '', access_token: accessToken } = await party.tokens()
  const endpoint = party.config.serverMetadata().end_session_endpoint ?? ''
  return {
    idToken,
    accessToken,
    browser,
    leave: (asked: Record<string, string>, post = false) =>
      post
        ? browser.send(new URL(endpoint), { method: 'POST', body: new URLSearchParams(asked) })
        : browser.open(`${endpoint}?${new URLSearchParams(asked).toString()}`),
    /** Whether the browser is signed in, as the application can find out. */
    stays: async () => {
      const { answer } = await browser.follow(party.request({ prompt: 'none' }).link)
      return (await parametersOf(answer))['error'] !== 'login_required'
    },
  }
}

type Outcome =
  /** Signed out, and sent to this address. */
  | { sentTo: string }
  /** Signed out, and stays on a page of the tenant. */
  | 'signed out here'
  /** Asked first, and signed out only then, and sent nowhere. */
  | 'asked'

type Module = { module: string; ask: (idToken: string) => Record<string, string>; outcome: Outcome }

const [head, , signature] = [0, 1, 2]
const altered = (token: string) =>
  token
    .split('.')
    .map((part, at) =>
      at === signature ? part.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A')) : part,
    )
    .join('.')
const unsigned = (token: string) =>
  token
    .split('.')
    .map((part, at) => (at === head ? btoa('{"alg":"none"}') : at === signature ? '' : part))
    .join('.')

const modules: Module[] = [
  {
    module: 'oidcc-rp-initiated-logout',
    ask: (hint) => ({ id_token_hint: hint, post_logout_redirect_uri: bye, state: 'a b&c' }),
    outcome: { sentTo: `${bye}?state=a+b%26c` },
  },
  {
    module: 'oidcc-rp-initiated-logout-bad-post-logout-redirect-uri',
    ask: (hint) => ({ id_token_hint: hint, post_logout_redirect_uri: 'https://evil.test/bye', state: 's' }),
    outcome: 'signed out here',
  },
  {
    module: 'oidcc-rp-initiated-logout-modified-id-token-hint',
    ask: (hint) => ({ id_token_hint: altered(hint), post_logout_redirect_uri: bye }),
    outcome: 'asked',
  },
  {
    module: 'oidcc-rp-initiated-logout-no-id-token-hint',
    ask: () => ({ post_logout_redirect_uri: bye, state: 's' }),
    outcome: 'asked',
  },
  { module: 'oidcc-rp-initiated-logout-no-params', ask: () => ({}), outcome: 'asked' },
  {
    module: 'oidcc-rp-initiated-logout-no-post-logout-redirect-uri',
    ask: (hint) => ({ id_token_hint: hint, state: 's' }),
    outcome: 'signed out here',
  },
  {
    module: 'oidcc-rp-initiated-logout-no-state',
    ask: (hint) => ({ id_token_hint: hint, post_logout_redirect_uri: bye }),
    outcome: { sentTo: bye },
  },
  { module: 'oidcc-rp-initiated-logout-only-state', ask: () => ({ state: 's' }), outcome: 'asked' },
  {
    module: 'oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri',
    ask: (hint) => ({ id_token_hint: hint, post_logout_redirect_uri: `${bye}?foo=bar` }),
    outcome: 'signed out here',
  },
  {
    module: 'oidcc-rp-initiated-logout-bad-id-token-hint',
    ask: () => ({ id_token_hint: 'nothing', post_logout_redirect_uri: bye }),
    outcome: 'asked',
  },
  // Beyond the modules
  {
    module: 'RD-04 a registered query stays before the state',
    ask: (hint) => ({ id_token_hint: hint, post_logout_redirect_uri: byeWithQuery, state: 's' }),
    outcome: { sentTo: `${byeWithQuery}&state=s` },
  },
  {
    module: 'LO-01 a hint without a signature',
    ask: (hint) => ({ id_token_hint: unsigned(hint), post_logout_redirect_uri: bye }),
    outcome: 'asked',
  },
  {
    module: 'LO-01 a client_id that is not the one of the hint',
    ask: (hint) => ({ id_token_hint: hint, client_id: 'somebody', post_logout_redirect_uri: bye }),
    outcome: 'asked',
  },
]

const headingOf = (sight: Sight) => pageOf(sight).title

describe.each([
  { method: 'GET', post: false, those: modules },
  { method: 'POST', post: true, those: modules.slice(0, 3) },
])('by $method', ({ post, those }) => {
  test.each(those)('$module', async ({ ask, outcome }) => {
    const { idToken, browser, leave, stays } = await signedIn()
    const sight = await leave(ask(idToken), post)
    if (outcome === 'asked') {
      expect(headingOf(sight)).toBe('Sign out?')
      expect(await stays()).toBe(true)
      expect(headingOf(await browser.submit(sight))).toBe('Signed out')
    } else if (outcome === 'signed out here') expect(headingOf(sight)).toBe('Signed out')
    else expect(sight.kind === 'answer' && addressOf(sight.answer)).toBe(outcome.sentTo)
    expect(await stays()).toBe(false)
    expect(browser.cookies.size).toBe(0)
  })
})

test('oidcc-rp-initiated-logout-discovery-endpoint-verification', async () => {
  const reply = await fetch(`${running.url}/rp/.well-known/openid-configuration`)
  expect(await reply.json()).toMatchObject({ end_session_endpoint: `${running.url}/OAuth2/EndSessionV2/rp` })
})

describe('LO-01 a hint of somebody else, of another client or of another kind asks first', () => {
  test.each<[string, () => Promise<string>]>([
    ['somebody else', async () => (await signedIn(bob)).idToken],
    ['another application', async () => (await signedIn(eve, other)).idToken],
    ['an access token', async () => (await signedIn()).accessToken],
    ['somebody who signs with another key', async () => resigned((await signedIn()).idToken)],
  ])('%s', async (_, hintOf) => {
    const hint = await hintOf()
    const { leave, stays } = await signedIn()
    const sight = await leave({ id_token_hint: hint, post_logout_redirect_uri: bye })
    expect(headingOf(sight)).toBe('Sign out?')
    expect(await stays()).toBe(true)
  })
})

/** Everything is right but the key. */
async function resigned(idToken: string) {
  const { privateKey } = await generateKeyPair('RS256')
  const { kid = '', typ = '' } = decodeProtectedHeader(idToken)
  return new SignJWT(decodeJwt(idToken)).setProtectedHeader({ alg: 'RS256', kid, typ }).sign(privateKey)
}

test('RD-04 of a registered address no other spelling is taken', async () => {
  const { idToken, leave } = await signedIn()
  for (const uri of [
    `${bye}/`,
    `${bye}#x`,
    bye.toUpperCase(),
    `${bye} `,
    'https://app.test/',
    'javascript:alert(1)',
  ]) {
    const sight = await leave({ id_token_hint: idToken, post_logout_redirect_uri: uri })
    expect([uri, headingOf(sight)]).toEqual([uri, 'Signed out'])
  }
  // Nobody is signed in any more, and the hint is still one: the right address is
  const sight = await leave({ id_token_hint: idToken, post_logout_redirect_uri: bye })
  expect(sight.kind === 'answer' && addressOf(sight.answer)).toBe(bye)
})

describe('NT-68 LO-04 nobody is signed out by what a strange page can send', () => {
  test.each<[string, { method: string; headers?: Record<string, string> }]>([
    ['an image or a link', { method: 'GET' }],
    ['a confirmation by GET', { method: 'GET' }],
    ['a form of a strange page', { method: 'POST', headers: { origin: 'https://evil.test' } }],
    ['a form without an origin', { method: 'POST' }],
    ['a form of a sandboxed frame', { method: 'POST', headers: { origin: 'null' } }],
    ['a form of a neighbour', { method: 'POST', headers: { origin: 'null', 'sec-fetch-site': 'same-site' } }],
  ])('%s', async (name, init) => {
    const { browser, stays } = await signedIn()
    const confirmation = new URLSearchParams({ sign_out: 'yes' })
    const query = name.includes('GET') ? `?${confirmation.toString()}` : ''
    const sight = await browser.send(new URL(`${running.url}/OAuth2/EndSession/rp${query}`), {
      ...init,
      ...(init.method === 'POST' ? { body: confirmation } : {}),
    })
    expect(headingOf(sight)).toBe('Sign out?')
    expect(await stays()).toBe(true)
  })
})

test('LO-01 an ID token that has expired is as good a hint', async () => {
  const own = { PostLogoutRedirects: [bye] }
  const brief = await oauthOf(running).openIdConnect('brief', {
    own,
    profile: { TokenLifetimeString: '0:01:00' },
  })
  const { idToken, leave, stays } = await signedIn(eve, brief)
  running.advance(300_000)
  const sight = await leave({ id_token_hint: idToken, post_logout_redirect_uri: bye })
  expect(sight.kind === 'answer' && addressOf(sight.answer)).toBe(bye)
  expect(await stays()).toBe(false)
})

test('LO-04 signing out forgets what the browser cached, and leaves its cookies and drafts alone', async () => {
  const { idToken, leave } = await signedIn()
  const { headers } = await leave({ id_token_hint: idToken })
  expect(headers.get('clear-site-data')).toBe('"cache"')
  expect(headers.get('set-cookie')).toMatch(/^\.ASPXAUTH=;/)
  expect(headers.get('cache-control')).toBe('no-store')
})
