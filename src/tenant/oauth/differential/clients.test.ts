import type { Listed } from '#testing/peer/alike.ts'
import { basic, type Fields } from '#testing/peer/requests.ts'
import { testBoth, type Row } from '#testing/peer/testBoth.ts'

// Who asks at the token endpoint, how it proves itself, and what it may have for itself. The third member lists what differs: ours, then theirs.

const own: Fields = { grant_type: 'client_credentials', scope: 'siem' }
const byMobile = { client: 'mobile' } as const
const withHeader = (authorization: string) => ({ proof: 'nothing', headers: { authorization } }) as const
const idOf = (at: Parameters<Row[1]>[0]) => at.side.clients.web.clientId

const notProven: Listed = {
  status: ['401', '400'],
  error: ['invalid_client', 'invalid_request'],
  because: 'RFC 6749 §5.2 counts a client that sends no proof, or none that is known, as invalid_client',
}
const unknownScope: Listed = {
  status: ['400', '200'],
  error: ['invalid_scope', null],
  members: [
    ['error', 'error_description'],
    ['access_token', 'expires_in', 'token_type'],
  ],
  because: 'D5, trouble T4: a misspelt scope is said at once; theirs leaves it out',
}

const rows: Row[] = [
  ['client_credentials', (at) => at.token(own)],
  ['client_credentials by the form', (at) => at.token(own, { proof: 'form' })],
  [
    'client_credentials without scope',
    (at) => at.token({ ...own, scope: undefined }),
    {
      members: [['scope'], []],
      because: 'contract.md 2.1: without scope every scope of the application is meant; theirs gives none',
    },
  ],
  ['client_credentials, unknown scope', (at) => at.token({ ...own, scope: 'nonsense' }), unknownScope],
  ['client_credentials, scope in another case', (at) => at.token({ ...own, scope: 'Siem' }), unknownScope],
  ['client_credentials, scope with characters that none has', (at) => at.token({ ...own, scope: '"siem"' })],
  [
    'client_credentials with openid',
    (at) => at.token({ ...own, scope: 'openid' }),
    {
      ...unknownScope,
      members: [
        ['error', 'error_description'],
        ['access_token', 'expires_in', 'scope', 'token_type'],
      ],
      because: 'nobody signs in, so there is nobody to know; theirs gives the word without a meaning',
    },
  ],

  ['CL-03 the wrong secret', (at) => at.token(own, { proof: 'wrong secret' })],
  ['CL-03 the wrong secret in the form', (at) => at.token(own, { proof: 'wrong secret in the form' })],
  ['CL-03 an unknown client', (at) => at.token(own, withHeader(basic('nobody', 'x').authorization))],
  [
    'CL-03 an unknown client in the form',
    (at) => at.token({ ...own, client_id: 'nobody', client_secret: 'x' }, { proof: 'nothing' }),
  ],
  ['the ID alone', (at) => at.token(own, { proof: 'id only' })],
  ['nothing', (at) => at.token(own, { proof: 'nothing' }), notProven],
  ['NT-14 an empty secret', (at) => at.token(own, withHeader(basic(idOf(at), '').authorization)), notProven],
  [
    'NT-14 an empty secret in the form',
    (at) => at.token({ ...own, client_secret: '' }, { proof: 'id only' }),
  ],
  ['AS-09 two proofs', (at) => at.token({ ...own, client_id: idOf(at), client_secret: 'x' })],
  ['the ID in the form beside Basic', (at) => at.token({ ...own, client_id: idOf(at) })],
  ['another ID in the form beside Basic', (at) => at.token({ ...own, client_id: 'another' })],
  ['Basic that is not base64', (at) => at.token(own, withHeader('Basic ***')), notProven],
  ['Basic without a colon', (at) => at.token(own, withHeader(`Basic ${btoa('nobody')}`)), notProven],
  ['Bearer', (at) => at.token(own, withHeader('Bearer x')), notProven],
  ['the ID twice', (at) => at.token({ ...own, client_id: ['a', 'a'] })],
  [
    'a client without a secret that sends one',
    async (at) =>
      at.redeem(
        await at.code('mobile'),
        { client_id: undefined },
        { ...byMobile, headers: basic('org.acme.mobile', 'x') },
      ),
  ],
  [
    'a client without a secret that does not say who it is',
    async (at) => at.redeem(await at.code('mobile'), { client_id: undefined }, byMobile),
    notProven,
  ],
  [
    'a client that is not in the list',
    async (at) => at.redeem(await at.code('mobile'), { client_id: 'org.acme.another' }, byMobile),
  ],

  ['no grant_type', (at) => at.token({ scope: 'siem' })],
  ['unknown grant_type', (at) => at.token({ grant_type: 'magic' })],
  ['grant_type=implicit', (at) => at.token({ grant_type: 'implicit' })],
  ['NT-09 grant_type twice', (at) => at.token({ grant_type: ['client_credentials', 'client_credentials'] })],
  [
    'NT-16 grant_type that the client may not use',
    (at) => at.token(own, { client: 'page' }),
    {
      error: ['unauthorized_client', 'invalid_request'],
      because: 'D5: `auth mode not allowed` has a code of its own (RFC 6749 §5.2)',
    },
  ],
  [
    'client_credentials of a client without a secret',
    (at) => at.token(own, byMobile),
    {
      status: ['401', '400'],
      error: ['invalid_client', 'invalid_request'],
      because: 'RFC 6749 §4.4: only who proves itself acts for itself',
    },
  ],
  [
    'NT-16 grant_type=password',
    (at) => at.token({ grant_type: 'password', username: 'grace', password: 'x' }),
    {
      error: ['unauthorized_client', 'unsupported_grant_type'],
      because: 'vendor contract 2.1 has the grant, not ticked here; theirs does not have it',
    },
  ],
  ['NT-09 scope twice', (at) => at.token({ ...own, scope: ['siem', 'siem'] })],
  ['a parameter that nobody knows', (at) => at.token({ ...own, unknown: 'x' })],
  [
    'a parameter that nobody knows, twice',
    (at) => at.token({ ...own, unknown: ['x', 'x'] }),
    {
      status: ['400', '200'],
      error: ['invalid_request', null],
      members: [
        ['error', 'error_description'],
        ['access_token', 'expires_in', 'scope', 'token_type'],
      ],
      because:
        'RFC 6749 §3.2 says of every parameter that it comes once; theirs ignores those it does not know',
    },
  ],
  [
    'AS-09 a body that is said to be JSON',
    (at) => at.token(own, { headers: { 'content-type': 'application/json' } }),
  ],
  [
    'AS-09 a body that is said to be text',
    (at) => at.token(own, { headers: { 'content-type': 'text/plain' } }),
  ],
]

testBoth(rows)
