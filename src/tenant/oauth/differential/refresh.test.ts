import { claimsOf } from '#testing/peer/claimsOf.ts'
import type { Requests } from '#testing/peer/requests.ts'
import { testBoth, type Row } from '#testing/peer/testBoth.ts'

// A refresh token for the next ones; both servers rotate. The third member lists what differs: ours, then theirs.

const refreshTokenOf = async (at: Requests, client?: 'web' | 'mobile' | 'page') =>
  (await at.tokens(client)).refresh_token

/** Used, and used again by somebody else. */
async function usedTwice(at: Requests) {
  const token = await refreshTokenOf(at)
  const { values } = await at.refresh(token)
  const again = await at.refresh(token)
  return { again, next: String(values['refresh_token']), access: String(values['access_token']) }
}

const rows: Row[] = [
  ['a refresh token', async (at) => at.refresh(await refreshTokenOf(at))],
  [
    'a refresh token, proven by the form',
    async (at) => at.refresh(await refreshTokenOf(at), {}, { proof: 'form' }),
  ],
  [
    'of a client without a secret',
    async (at) => at.refresh(await refreshTokenOf(at, 'mobile'), {}, { client: 'mobile' }),
  ],
  ['of an own client', async (at) => at.refresh(await refreshTokenOf(at, 'page'), {}, { client: 'page' })],
  [
    'the next one',
    async (at) => {
      const { values } = await at.refresh(await refreshTokenOf(at))
      return at.refresh(String(values['refresh_token']))
    },
  ],
  ['AS-05 a used one', async (at) => (await usedTwice(at)).again],
  ['AS-05 the next one after a used one', async (at) => at.refresh((await usedTwice(at)).next)],
  [
    'AS-05 the next access token after a used one',
    async (at) => at.introspect({ token: (await usedTwice(at)).access }),
  ],
  ['fewer scopes', async (at) => at.refresh(await refreshTokenOf(at), { scope: 'siem' })],
  [
    'fewer scopes, and then all of them again',
    async (at) => {
      const { values } = await at.refresh(await refreshTokenOf(at), { scope: 'siem' })
      return at.refresh(String(values['refresh_token']), { scope: 'openid profile siem' })
    },
  ],
  ['the same scopes', async (at) => at.refresh(await refreshTokenOf(at), { scope: 'openid profile siem' })],
  [
    'AS-05 more scopes',
    async (at) => at.refresh(await refreshTokenOf(at), { scope: 'openid all' }),
    {
      members: [[], ['scope']],
      because: 'theirs repeats the scope that was asked for, which RFC 6749 §5.2 does not know',
    },
  ],
  ['an unknown one', (at) => at.refresh('never a token')],
  ['none', (at) => at.refresh('', { refresh_token: undefined })],
  ['an access token', async (at) => at.refresh((await at.tokens()).access_token)],
  ['a code', async (at) => at.refresh(await at.code())],
  ['NT-12 of another client', async (at) => at.refresh(await refreshTokenOf(at), {}, { client: 'other' })],
  ['NT-12 of another application', async (at) => at.refresh(await refreshTokenOf(at, 'mobile'))],
  ['without the secret', async (at) => at.refresh(await refreshTokenOf(at), {}, { proof: 'id only' })],
  [
    'with the wrong secret',
    async (at) => at.refresh(await refreshTokenOf(at), {}, { proof: 'wrong secret' }),
  ],
  [
    'the ID token that comes with it',
    async (at) =>
      claimsOf(await at.refresh((await at.tokens('web', { nonce: 'n-1', max_age: '3600' })).refresh_token)),
    {
      members: [['at_hash', 'unique_name'], ['nonce']],
      because: 'contract.md 2.9 for unique_name; OpenID Connect Core §12.2 wants no nonce here',
    },
  ],
]

testBoth(rows)
