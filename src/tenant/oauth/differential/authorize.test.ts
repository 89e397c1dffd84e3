import { redirectUri } from '#testing/oauth.ts'
import type { Listed } from '#testing/peer/alike.ts'
import { testBoth, type Row } from '#testing/peer/testBoth.ts'

// Requests at the authorization endpoint, of somebody who is signed in unless said otherwise. The third member lists what differs: ours, then theirs.

const nobody = { cookies: new Map<string, string>() }
const byPage = { client: 'page' } as const
const noChallenge = { code_challenge: undefined, code_challenge_method: undefined }
const openId = { nonce: 'n-1', scope: 'openid profile' }
const implicit = { ...noChallenge, ...openId }

const toPage = { status: ['400', '3xx'], goes: ['page', 'query'] } satisfies Partial<Listed>
const fromPage = { status: ['3xx', '400'], goes: ['query', 'page'] } satisfies Partial<Listed>

const issuerAlways: Listed = {
  members: [['iss'], []],
  because: 'AS-06: every answer names its issuer; theirs leaves it to the ID token where there is one',
}
const inWords: Listed = {
  members: [['error_description'], []],
  because: 'D5: every refusal says why in words; theirs has none for this code',
}
const noClient: Listed = {
  ...fromPage,
  error: ['invalid_client', null],
  members: [['error', 'error_description', 'iss', 'state'], []],
  because: 'D5, as the vendor does: the application, and so its redirect URIs, is in the path',
}
const unknownScope: Listed = {
  error: ['invalid_scope', null],
  members: [['error', 'error_description'], ['code']],
  because: 'D5, trouble T4: a misspelt scope is said at once; theirs leaves it out',
}
const notTicked = (theirs: string): Listed => ({
  error: ['unauthorized_client', theirs],
  because: 'D5 and NT-16: `auth mode not allowed` has a code of its own',
})

const rows: Row[] = [
  ['a code', (at) => at.authorize()],
  ['a code, asked for by POST', (at) => at.authorize({}, { method: 'POST' })],
  ['a code for a client without a secret', (at) => at.authorize({}, { client: 'mobile' })],
  ['a code for an own client', (at) => at.authorize({}, byPage)],
  ['a code in the fragment', (at) => at.authorize({ response_mode: 'fragment' })],
  ['a code that the browser posts', (at) => at.authorize({ response_mode: 'form_post' })],
  ['a code without state', (at) => at.authorize({ state: undefined })],
  ['a code with a nonce', (at) => at.authorize({ nonce: 'n-1' })],

  ['nobody is signed in', (at) => at.authorize({}, nobody)],
  ['nobody, prompt=none', (at) => at.authorize({ prompt: 'none' }, nobody)],
  [
    'nobody, prompt=none, in the fragment',
    (at) =>
      at.authorize({ ...implicit, response_type: 'id_token', prompt: 'none' }, { ...byPage, ...nobody }),
  ],
  [
    'nobody, prompt=none, posted',
    (at) => at.authorize({ response_mode: 'form_post', prompt: 'none' }, nobody),
    {
      status: ['200', '400'],
      because: 'a page that posts a refusal is itself no refusal; browsers run both',
    },
  ],
  ['prompt=none', (at) => at.authorize({ prompt: 'none' })],
  ['prompt=none login', (at) => at.authorize({ prompt: 'none login' })],
  ['prompt=login', (at) => at.authorize({ prompt: 'login' })],
  ['prompt=consent', (at) => at.authorize({ prompt: 'consent' })],
  [
    'prompt=select_account',
    (at) => at.authorize({ prompt: 'select_account' }),
    {
      status: ['asks', '3xx'],
      goes: ['sign-in', 'query'],
      error: [null, 'invalid_request'],
      members: [[], ['error', 'error_description', 'iss', 'state']],
      because: 'theirs has no such prompt as it is set up; ours signs in anew',
    },
  ],
  [
    'prompt=nonsense',
    (at) => at.authorize({ prompt: 'nonsense' }),
    {
      error: [null, 'invalid_request'],
      members: [['code'], ['error', 'error_description']],
      because:
        'OpenID Connect Core §3.1.2.1 lets a server ignore what it does not understand, so that new values can be phased in',
    },
  ],
  ['max_age of an hour', (at) => at.authorize({ max_age: '3600' })],
  ['max_age=0', (at) => at.authorize({ max_age: '0' })],
  ['max_age=0, prompt=none', (at) => at.authorize({ max_age: '0', prompt: 'none' })],
  ['max_age=abc', (at) => at.authorize({ max_age: 'abc' })],
  ['max_age=-1', (at) => at.authorize({ max_age: '-1' })],
  [
    'id_token_hint of the person',
    async (at) => at.authorize({ id_token_hint: (await at.tokens()).id_token }),
  ],
  ['id_token_hint that is none', (at) => at.authorize({ id_token_hint: 'nonsense' })],
  [
    'id_token_hint that is none, prompt=none',
    (at) => at.authorize({ id_token_hint: 'nonsense', prompt: 'none' }),
  ],
  ['login_hint', (at) => at.authorize({ login_hint: 'grace' })],
  ['ui_locales', (at) => at.authorize({ ui_locales: 'de' })],
  ['display', (at) => at.authorize({ display: 'popup' })],
  ['acr_values', (at) => at.authorize({ acr_values: 'two' })],
  ['claims', (at) => at.authorize({ claims: '{"userinfo":{"email":null}}' })],
  ['AS-22 debug', (at) => at.authorize({ debug: 'true' })],
  ['a parameter that nobody knows', (at) => at.authorize({ unknown: 'x' })],

  ['no client_id', (at) => at.authorize({ client_id: undefined }), noClient],
  ['unknown client_id', (at) => at.authorize({ client_id: 'nobody' }), noClient],
  [
    'unknown client_id, nobody signed in',
    (at) => at.authorize({ client_id: 'nobody' }, nobody),
    {
      status: ['asks', '400'],
      goes: ['sign-in', 'page'],
      because: 'D5: who may be a client is told after a good sign-in only',
    },
  ],
  ['RD-06 no redirect_uri', (at) => at.authorize({ redirect_uri: undefined })],
  ['RD-06 unregistered redirect_uri', (at) => at.authorize({ redirect_uri: 'https://evil.test/cb' })],
  ['RD-06 redirect_uri with a slash more', (at) => at.authorize({ redirect_uri: `${redirectUri}/` })],
  ['RD-06 redirect_uri with a query more', (at) => at.authorize({ redirect_uri: `${redirectUri}?x=1` })],
  ['NT-09 redirect_uri twice', (at) => at.authorize({ redirect_uri: [redirectUri, redirectUri] })],
  ['NT-09 client_id twice', (at) => at.authorize({ client_id: [at.side.clients.web.clientId, 'x'] })],
  [
    'NT-09 state twice',
    (at) => at.authorize({ state: ['a', 'b'] }),
    {
      ...toPage,
      error: [null, 'invalid_request'],
      members: [[], ['error', 'error_description', 'iss']],
      because: 'nothing is taken from a request that says two things, not even where to answer',
    },
  ],
  [
    'NT-09 scope twice',
    (at) => at.authorize({ scope: ['openid', 'openid'] }),
    {
      ...toPage,
      error: [null, 'invalid_request'],
      members: [[], ['error', 'error_description', 'iss', 'state']],
      because: 'as for state',
    },
  ],
  [
    'a parameter that nobody knows, twice',
    (at) => at.authorize({ unknown: ['a', 'b'] }),
    {
      ...toPage,
      members: [[], ['code', 'iss', 'state']],
      because:
        'RFC 6749 §3.1 says of every parameter that it comes once; theirs ignores those it does not know',
    },
  ],
  [
    'NT-70 client_secret in the address',
    (at) => at.authorize({ client_secret: 'a secret' }),
    {
      ...toPage,
      members: [[], ['code', 'iss', 'state']],
      because: 'D2: a secret in an address is refused; theirs ignores it',
    },
  ],

  ['no response_type', (at) => at.authorize({ response_type: undefined })],
  ['unknown response_type', (at) => at.authorize({ response_type: 'magic' })],
  ['response_type=none', (at) => at.authorize({ response_type: 'none' })],
  [
    'NT-16 code id_token for a client that may not',
    (at) => at.authorize({ ...openId, response_type: 'code id_token' }),
    notTicked('invalid_request'),
  ],
  [
    'NT-16 id_token for a client that may not',
    (at) => at.authorize({ ...implicit, response_type: 'id_token' }),
    notTicked('invalid_request'),
  ],
  [
    'NT-16 token for a client that may not',
    (at) => at.authorize({ response_type: 'token' }),
    notTicked('unsupported_response_type'),
  ],
  [
    'unknown response_mode',
    (at) => at.authorize({ response_mode: 'magic' }),
    {
      error: ['invalid_request', 'unsupported_response_mode'],
      because: 'RFC 6749 §4.1.2.1 has no code for modes; theirs has one of its own',
    },
  ],
  [
    'response_mode=query for an ID token',
    (at) => at.authorize({ ...implicit, response_type: 'id_token', response_mode: 'query' }, byPage),
    {
      goes: ['fragment', 'query'],
      because: 'the refusal comes where the client of this response type looks for answers',
    },
  ],

  [
    'no scope',
    (at) => at.authorize({ scope: undefined }),
    {
      error: [null, 'access_denied'],
      members: [['code'], ['error']],
      because:
        'contract.md 2.1: without scope every scope of the application is meant; theirs has nothing to agree to',
    },
  ],
  ['a scope, but not openid', (at) => at.authorize({ scope: 'siem' })],
  ['unknown scope', (at) => at.authorize({ scope: 'openid nonsense' }), unknownScope],
  ['scope in another case', (at) => at.authorize({ scope: 'openid Siem' }), unknownScope],
  ['scope with characters that none has', (at) => at.authorize({ scope: 'openid "siem"' })],

  ['NT-14 no challenge', (at) => at.authorize(noChallenge)],
  ['NT-14 no challenge, no secret', (at) => at.authorize(noChallenge, { client: 'mobile' })],
  ['NT-14 challenge without a method', (at) => at.authorize({ code_challenge_method: undefined })],
  ['NT-14 method without a challenge', (at) => at.authorize({ code_challenge: undefined })],
  ['NT-14 plain', (at) => at.authorize({ code_challenge_method: 'plain' })],
  ['NT-14 challenge that is no hash', (at) => at.authorize({ code_challenge: 'short' })],
  ['request', (at) => at.authorize({ request: 'x.y.z' }), inWords],
  ['request_uri', (at) => at.authorize({ request_uri: 'https://app.test/request' }), inWords],
  ['registration', (at) => at.authorize({ registration: '{}' }), inWords],

  ['id_token', (at) => at.authorize({ ...implicit, response_type: 'id_token' }, byPage), issuerAlways],
  [
    'id_token, posted',
    (at) => at.authorize({ ...implicit, response_type: 'id_token', response_mode: 'form_post' }, byPage),
    issuerAlways,
  ],
  [
    'id_token token',
    (at) => at.authorize({ ...implicit, response_type: 'id_token token' }, byPage),
    issuerAlways,
  ],
  [
    'token id_token, which is the same',
    (at) => at.authorize({ ...implicit, response_type: 'token id_token' }, byPage),
    issuerAlways,
  ],
  [
    'token',
    (at) => at.authorize({ ...implicit, response_type: 'token' }, byPage),
    {
      error: [null, 'unsupported_response_type'],
      members: [
        ['access_token', 'expires_in', 'scope', 'token_type'],
        ['error', 'error_description'],
      ],
      because: 'vendor contract 2.2; theirs cannot be set up for it',
    },
  ],
  [
    'code id_token',
    (at) => at.authorize({ ...openId, response_type: 'code id_token' }, byPage),
    issuerAlways,
  ],
  ['code token', (at) => at.authorize({ ...openId, response_type: 'code token' }, byPage)],
  [
    'code id_token token',
    (at) => at.authorize({ ...openId, response_type: 'code id_token token' }, byPage),
    issuerAlways,
  ],
  [
    'TK-03 id_token without a nonce',
    (at) => at.authorize({ ...implicit, nonce: undefined, response_type: 'id_token' }, byPage),
  ],
  [
    'TK-03 code id_token without a nonce',
    (at) => at.authorize({ ...openId, nonce: undefined, response_type: 'code id_token' }, byPage),
  ],
  [
    'code token without a nonce',
    (at) => at.authorize({ ...openId, nonce: undefined, response_type: 'code token' }, byPage),
  ],
  [
    'id_token without the scope openid',
    (at) => at.authorize({ ...implicit, scope: 'profile', response_type: 'id_token' }, byPage),
    {
      error: [null, 'invalid_request'],
      members: [['id_token'], ['error', 'error_description']],
      because: 'contract.md 15, as the vendor does: openid joins every sign-in',
    },
  ],
  [
    'code id_token without a challenge',
    (at) => at.authorize({ ...implicit, response_type: 'code id_token' }, byPage),
  ],
]

testBoth(rows)
