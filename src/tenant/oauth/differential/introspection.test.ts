import type { Listed } from '#testing/peer/alike.ts'
import { basic, type Requests } from '#testing/peer/requests.ts'
import { testBoth, type Row } from '#testing/peer/testBoth.ts'

// What a client is told about a token, and what it gives back. The third member lists what differs: ours, then theirs.

const byMobile = { client: 'mobile' } as const
const byOther = { client: 'other' } as const
const byBearer = (token: string) =>
  ({ proof: 'nothing', headers: { authorization: `Bearer ${token}` } }) as const

const accessTokenOf = async (at: Requests, scope?: string) =>
  (await at.tokens('web', scope === undefined ? {} : { scope })).access_token

const told = ['app_id', 'aud', 'auth_time', 'jti', 'unique_name', 'username']
const vendorMembers: Listed = {
  members: [[...told, 'given_name', 'name', 'preferred_username'].toSorted(), []],
  because:
    'contract.md 2.3: the vendor tells more, and the person’s claims by the scopes; jti, client_id and username are RFC 7662’s',
}
const notProven: Listed = {
  status: ['401', '400'],
  error: ['invalid_client', 'invalid_request'],
  because: 'RFC 6749 §5.2 counts a client that sends no proof, or none that is known, as invalid_client',
}
const structured = (goes: 'JSON' | 'empty'): Listed => ({
  status: ['200', '400'],
  ...(goes === 'JSON' ? {} : { goes: ['empty', 'JSON'] }),
  error: [null, 'unsupported_token_type'],
  members: [goes === 'JSON' ? ['active'] : [], ['error', 'error_description']],
  because: 'ours takes any text for a token, since its JWT access tokens can be asked about and given back',
})

const rows: Row[] = [
  [
    'introspect an access token',
    async (at) => at.introspect({ token: await accessTokenOf(at) }),
    vendorMembers,
  ],
  [
    'introspect, proven by the form',
    async (at) => at.introspect({ token: await accessTokenOf(at) }, { proof: 'form' }),
    vendorMembers,
  ],
  [
    'introspect one with every scope',
    async (at) => at.introspect({ token: await accessTokenOf(at, 'openid profile email phone') }),
    {
      members: [
        [
          ...told,
          'email',
          'email_verified',
          'given_name',
          'name',
          'phone_number',
          'phone_number_verified',
          'preferred_username',
        ].toSorted(),
        [],
      ],
      because: vendorMembers.because,
    },
  ],
  [
    'introspect one of a program',
    async (at) => {
      const { values } = await at.token({ grant_type: 'client_credentials', scope: 'siem' })
      return at.introspect({ token: String(values['access_token']) })
    },
    {
      members: [[...told, 'sub'].toSorted(), []],
      because: 'contract.md 2.9: a program is a user of the directory, so its tokens have a subject',
    },
  ],
  [
    'introspect with the wrong hint',
    async (at) => at.introspect({ token: await accessTokenOf(at), token_type_hint: 'refresh_token' }),
    vendorMembers,
  ],
  [
    'introspect with a hint that nobody knows',
    async (at) => at.introspect({ token: await accessTokenOf(at), token_type_hint: 'nonsense' }),
    vendorMembers,
  ],
  [
    'introspect by another client of the application',
    async (at) => at.introspect({ token: await accessTokenOf(at) }, byOther),
    vendorMembers,
  ],
  [
    'AS-20 introspect by another application',
    async (at) => at.introspect({ token: await accessTokenOf(at) }, { client: 'page' }),
    {
      members: [[], ['client_id', 'exp', 'iat', 'iss', 'scope', 'sub', 'token_type']],
      because: 'every application is an issuer of its own; at theirs all clients share one',
    },
  ],
  [
    'introspect a refresh token',
    async (at) => at.introspect({ token: (await at.tokens()).refresh_token }),
    {
      members: [[], ['client_id', 'exp', 'iat', 'iss', 'scope', 'sub']],
      because: 'only access tokens are for others to ask about; RFC 7662 §4 leaves the kinds to the server',
    },
  ],
  [
    'introspect an ID token',
    async (at) => at.introspect({ token: (await at.tokens()).id_token }),
    structured('JSON'),
  ],
  ['NT-13 introspect a code', async (at) => at.introspect({ token: await at.code() })],
  ['introspect an unknown token', (at) => at.introspect({ token: 'never a token' })],
  [
    'AS-10 introspect a token that was given back',
    async (at) => {
      const token = await accessTokenOf(at)
      await at.revoke({ token })
      return at.introspect({ token })
    },
  ],
  ['introspect nothing', (at) => at.introspect({})],
  ['introspect an empty token', (at) => at.introspect({ token: '' })],
  ['NT-09 introspect two tokens', (at) => at.introspect({ token: ['a', 'b'] })],
  [
    'AS-10 introspect without a secret',
    async (at) => at.introspect({ token: (await at.tokens('mobile')).access_token }, byMobile),
    {
      status: ['401', '200'],
      error: ['invalid_client', null],
      members: [
        ['error', 'error_description'],
        ['active', 'client_id', 'exp', 'iat', 'iss', 'scope', 'sub', 'token_type'],
      ],
      because: 'RFC 7662 §2.1: whoever asks has to prove itself, and this client cannot',
    },
  ],
  ['AS-10 introspect with the ID alone', (at) => at.introspect({ token: 'x' }, { proof: 'id only' })],
  ['AS-10 introspect as nobody', (at) => at.introspect({ token: 'x' }, { proof: 'nothing' }), notProven],
  [
    'AS-10 introspect with the wrong secret',
    (at) => at.introspect({ token: 'x' }, { proof: 'wrong secret' }),
  ],
  [
    'AS-10 introspect as an unknown client',
    (at) => at.introspect({ token: 'x' }, { proof: 'nothing', headers: basic('nobody', 'x') }),
  ],
  [
    'AS-10 introspect with a bearer',
    async (at) => at.introspect({ token: 'x' }, byBearer(await accessTokenOf(at))),
    notProven,
  ],
  [
    'introspect, a body that is said to be JSON',
    (at) => at.introspect({ token: 'x' }, { headers: { 'content-type': 'application/json' } }),
  ],

  ['revoke an access token', async (at) => at.revoke({ token: await accessTokenOf(at) })],
  ['revoke a refresh token', async (at) => at.revoke({ token: (await at.tokens()).refresh_token })],
  [
    'revoke with the wrong hint',
    async (at) => at.revoke({ token: (await at.tokens()).refresh_token, token_type_hint: 'access_token' }),
  ],
  [
    'revoke with a hint that nobody knows',
    async (at) => at.revoke({ token: (await at.tokens()).refresh_token, token_type_hint: 'nonsense' }),
  ],
  ['AS-11 revoke an unknown token', (at) => at.revoke({ token: 'never a token' })],
  [
    'revoke an ID token',
    async (at) => at.revoke({ token: (await at.tokens()).id_token }),
    structured('empty'),
  ],
  ['revoke nothing', (at) => at.revoke({})],
  ['NT-09 revoke two tokens', (at) => at.revoke({ token: ['a', 'b'] })],
  [
    'revoke without a secret',
    async (at) => at.revoke({ token: (await at.tokens('mobile')).refresh_token }, byMobile),
  ],
  [
    'AS-11 revoke what another client owns',
    async (at) => at.revoke({ token: (await at.tokens()).refresh_token }, byOther),
  ],
  [
    'AS-11 revoke what another client owns: it goes on',
    async (at) => {
      const { refresh_token: token } = await at.tokens()
      await at.revoke({ token }, byOther)
      return at.refresh(token)
    },
  ],
  [
    'AS-11 revoke what another application owns',
    async (at) => at.revoke({ token: (await at.tokens()).refresh_token }, byMobile),
  ],
  ['revoke as nobody', (at) => at.revoke({ token: 'x' }, { proof: 'nothing' }), notProven],
  ['revoke with the ID alone', (at) => at.revoke({ token: 'x' }, { proof: 'id only' })],
  ['revoke with the wrong secret', (at) => at.revoke({ token: 'x' }, { proof: 'wrong secret' })],
  [
    'AS-11 a revoked refresh token: its access token',
    async (at) => {
      const tokens = await at.tokens()
      await at.revoke({ token: tokens.refresh_token })
      return at.introspect({ token: tokens.access_token })
    },
  ],
  [
    'AS-11 a revoked refresh token: itself',
    async (at) => {
      const { refresh_token: token } = await at.tokens()
      await at.revoke({ token })
      return at.refresh(token)
    },
  ],
  [
    'a revoked access token: its refresh token',
    async (at) => {
      const tokens = await at.tokens()
      await at.revoke({ token: tokens.access_token })
      return at.refresh(tokens.refresh_token)
    },
    {
      status: ['200', '400'],
      error: [null, 'invalid_grant'],
      members: [
        ['access_token', 'expires_in', 'id_token', 'refresh_token', 'scope', 'token_type'],
        ['error', 'error_description'],
      ],
      because: 'RFC 7009 §2.1 leaves it to the server; who gives an access token back keeps the sign-in',
    },
  ],
]

testBoth(rows)
