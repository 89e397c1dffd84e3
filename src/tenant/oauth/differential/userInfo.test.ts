import type { Listed } from '#testing/peer/alike.ts'
import { basic, type Requests } from '#testing/peer/requests.ts'
import { testBoth, type Row } from '#testing/peer/testBoth.ts'

// Who the person is, asked with an access token. The third member lists what differs: ours, then theirs.

const bearer = (token: unknown) => ({ headers: { authorization: `Bearer ${String(token)}` } })
const asForm = { 'content-type': 'application/x-www-form-urlencoded' }

const tokenOf = async (at: Requests, scope = 'openid profile') =>
  (await at.tokens('web', { scope })).access_token

const vendorMembers: Listed = {
  members: [['aud', 'auth_time', 'unique_name'], []],
  because: 'contract.md 2.5: the vendor tells these too',
}
const noToken: Listed = {
  status: ['401', '400'],
  because: 'RFC 6750 §3: what is no bearer token is a request without one, and is asked for one',
}
const scopeNamed: Listed = {
  members: [[], ['scope']],
  because: 'theirs names the scope in a member of its own, ours in the description',
}

const rows: Row[] = [
  ['by GET', async (at) => at.userInfo(bearer(await tokenOf(at))), vendorMembers],
  ['by POST', async (at) => at.userInfo({ method: 'POST', ...bearer(await tokenOf(at)) }), vendorMembers],
  [
    'in a form',
    async (at) => at.userInfo({ method: 'POST', headers: asForm, body: `access_token=${await tokenOf(at)}` }),
    vendorMembers,
  ],
  [
    'every scope',
    async (at) => at.userInfo(bearer(await tokenOf(at, 'openid profile email phone'))),
    vendorMembers,
  ],
  ['openid alone', async (at) => at.userInfo(bearer(await tokenOf(at, 'openid'))), vendorMembers],
  [
    'of a client without a secret',
    async (at) => at.userInfo(bearer((await at.tokens('mobile')).access_token), 'mobile'),
    vendorMembers,
  ],
  [
    'of a token from the front',
    async (at) => {
      const asked = {
        response_type: 'id_token token',
        nonce: 'n-1',
        code_challenge: undefined,
        code_challenge_method: undefined,
      }
      const { values } = await at.authorize(asked, { client: 'page' })
      return at.userInfo(bearer(values['access_token']), 'page')
    },
    vendorMembers,
  ],
  [
    'of a refreshed token',
    async (at) => {
      const { values } = await at.refresh((await at.tokens()).refresh_token)
      return at.userInfo(bearer(values['access_token']))
    },
    vendorMembers,
  ],
  ['D2 in the address', async (at) => at.userInfo({ query: `?access_token=${await tokenOf(at)}` })],
  [
    'in a header and a form',
    async (at) => {
      const token = await tokenOf(at)
      const body = `access_token=${token}`
      return at.userInfo({ method: 'POST', headers: { ...asForm, ...bearer(token).headers }, body })
    },
  ],
  [
    'without a token',
    (at) => at.userInfo({}),
    {
      error: ['invalid_request', 'invalid_token'],
      because:
        'RFC 6750 §3 has no code for it, and the header of both has none; the body of ours says what to send',
    },
  ],
  ['an unknown token', (at) => at.userInfo(bearer('never-a-token'))],
  ['Basic', (at) => at.userInfo({ headers: basic('a', 'b') }), noToken],
  ['Bearer with two words', (at) => at.userInfo(bearer('a b')), noToken],
  ['D6 an ID token', async (at) => at.userInfo(bearer((await at.tokens()).id_token))],
  ['a refresh token', async (at) => at.userInfo(bearer((await at.tokens()).refresh_token))],
  ['NT-13 a code', async (at) => at.userInfo(bearer(await at.code()))],
  [
    'a program’s own token',
    async (at) => {
      const { values } = await at.token({ grant_type: 'client_credentials', scope: 'siem' })
      return at.userInfo(bearer(values['access_token']))
    },
    {
      status: ['403', '401'],
      error: ['insufficient_scope', 'invalid_token'],
      because: 'a program’s token is as good as any other, but has no openid; theirs keeps two kinds',
    },
  ],
  [
    'a sign-in for which openid was not asked',
    async (at) => at.userInfo(bearer(await tokenOf(at, 'siem'))),
    {
      status: ['200', '403'],
      error: [null, 'insufficient_scope'],
      members: [
        ['aud', 'auth_time', 'sub', 'unique_name'],
        ['error', 'error_description', 'scope'],
      ],
      because: 'contract.md 15, as the vendor does: openid joins every sign-in',
    },
  ],
  [
    'a refresh without openid',
    async (at) => {
      const { values } = await at.refresh((await at.tokens()).refresh_token, { scope: 'siem' })
      return at.userInfo(bearer(values['access_token']))
    },
    scopeNamed,
  ],
  [
    'a token that was given back',
    async (at) => {
      const token = await tokenOf(at)
      await at.revoke({ token })
      return at.userInfo(bearer(token))
    },
  ],
  [
    'AS-20 a token of another application',
    async (at) => at.userInfo(bearer(await tokenOf(at)), 'page'),
    {
      status: ['401', '200'],
      error: ['invalid_token', null],
      members: [
        ['error', 'error_description'],
        ['given_name', 'name', 'preferred_username', 'sub'],
      ],
      because: 'every application is an issuer of its own; at theirs all clients share one',
    },
  ],
]

testBoth(rows)
