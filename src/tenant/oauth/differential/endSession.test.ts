import { redirectUri } from '#testing/oauth.ts'
import type { Listed } from '#testing/peer/alike.ts'
import { requestsOf, type Fields, type Requests } from '#testing/peer/requests.ts'
import { afterSignOut } from '#testing/peer/seen.ts'
import { testBoth, type Row } from '#testing/peer/testBoth.ts'

// Signing out by the application's link (OpenID Connect RP-Initiated Logout). The third member lists what differs: ours, then theirs.

const nobody = { cookies: new Map<string, string>() }
const back = { post_logout_redirect_uri: afterSignOut }

type Out = { at: Requests; idToken: string; accessToken: string; clientId: string }

/** Somebody new signs in, and out again with these parameters. */
const out =
  (fields: (out: Out) => Fields, method?: 'POST'): Row[1] =>
  async ({ side }) => {
    const cookies = await side.signIn()
    const at = requestsOf(side, cookies)
    const tokens = await at.tokens('page')
    const { clientId } = side.clients.page
    const sent = fields({ at, idToken: tokens.id_token, accessToken: tokens.access_token, clientId })
    return at.endSession(sent, { cookies, ...(method === undefined ? {} : { method }) })
  }

const atOnce: Listed = {
  status: ['3xx', 'asks'],
  goes: ['query', 'asks to sign out'],
  members: [['state'], []],
  because:
    'RP-Initiated Logout §2: an ID token of the person who is signed in shows the will; theirs asks every time',
}
const asksInstead: Listed = {
  status: ['asks', '400'],
  goes: ['asks to sign out', 'page'],
  because:
    'RD-04: without a valid hint the person is asked, so that signing out is never a dead end; nobody is redirected in either',
}

const rows: Row[] = [
  ['nothing', out(() => ({}))],
  ['nothing, by POST', out(() => ({}), 'POST')],
  ['nothing, nobody signed in', (at) => at.endSession({}, nobody)],
  ['state alone', out(() => ({ state: 'where I was' }))],
  ['an address without a hint', out(() => back)],
  ['an address and the client', out(({ clientId }) => ({ ...back, client_id: clientId }))],
  [
    'an address of somebody else and the client',
    out(({ clientId }) => ({ post_logout_redirect_uri: redirectUri, client_id: clientId })),
    asksInstead,
  ],
  ['an address and an unknown client', out(() => ({ ...back, client_id: 'nobody' })), asksInstead],
  [
    'a hint',
    out(({ idToken }) => ({ id_token_hint: idToken })),
    {
      status: ['200', 'asks'],
      goes: ['page', 'asks to sign out'],
      because: atOnce.because,
    },
  ],
  [
    'a hint, an address and state',
    out(({ idToken }) => ({ ...back, id_token_hint: idToken, state: 'x' })),
    atOnce,
  ],
  [
    'a hint, an address and state, by POST',
    out(({ idToken }) => ({ ...back, id_token_hint: idToken, state: 'x' }), 'POST'),
    atOnce,
  ],
  [
    'a hint, an address, the client and state',
    out(({ idToken, clientId }) => ({ ...back, id_token_hint: idToken, client_id: clientId, state: 'x' })),
    atOnce,
  ],
  [
    'a hint and another client',
    out(({ idToken }) => ({ ...back, id_token_hint: idToken, client_id: 'nobody' })),
    asksInstead,
  ],
  [
    'RD-04 a hint and an address that is not registered',
    out(({ idToken }) => ({ id_token_hint: idToken, post_logout_redirect_uri: redirectUri })),
    {
      status: ['200', '400'],
      because: 'the person wanted to sign out and has; only the way back is refused, by both',
    },
  ],
  [
    'RD-04 a hint and an address with more behind it',
    out(({ idToken }) => ({ id_token_hint: idToken, post_logout_redirect_uri: `${afterSignOut}/more` })),
    {
      status: ['200', '400'],
      because: 'as above',
    },
  ],
  ['a hint that is none', out(() => ({ ...back, id_token_hint: 'nonsense' })), asksInstead],
  [
    'a hint with another signature',
    out(({ idToken }) => ({ ...back, id_token_hint: `${idToken.slice(0, -8)}AAAAAAAA` })),
    asksInstead,
  ],
  [
    'an access token as a hint',
    out(({ accessToken }) => ({ ...back, id_token_hint: accessToken })),
    asksInstead,
  ],
  ['NT-09 state twice', out(() => ({ state: ['a', 'b'] }))],
  [
    'a hint when nobody is signed in',
    async (at) =>
      at.endSession({ ...back, id_token_hint: (await at.tokens('page')).id_token, state: 'x' }, nobody),
  ],
]

testBoth(rows)
