import type { Listed } from '#testing/peer/alike.ts'
import { claimsOf } from '#testing/peer/claimsOf.ts'
import type { Requests } from '#testing/peer/requests.ts'
import { testBoth, type Row } from '#testing/peer/testBoth.ts'

// A code for tokens, and what is in the ID token that comes with it. The third member lists what differs: ours, then theirs.

const byMobile = { client: 'mobile' } as const
const byPage = { client: 'page' } as const
const noChallenge = { code_challenge: undefined, code_challenge_method: undefined }

async function usedTwice(at: Requests) {
  const code = await at.code()
  const { values } = await at.redeem(code)
  await at.redeem(code)
  return { access: String(values['access_token']), refresh: String(values['refresh_token']) }
}

const everyScope = { scope: 'openid profile email phone' }
const vendorClaims = 'contract.md 2.9: unique_name and auth_time are always there, as at the vendor'
const fromTokenEndpoint: Listed = {
  members: [['at_hash', 'auth_time', 'unique_name'], []],
  because: `${vendorClaims}; at_hash may be there (OpenID Connect Core §3.1.3.6), and lets a client hold the access token against it`,
}
const fromFront: Listed = { members: [['auth_time', 'unique_name'], []], because: vendorClaims }

const rows: Row[] = [
  ['a code', async (at) => at.redeem(await at.code())],
  ['a code, proven by the form', async (at) => at.redeem(await at.code(), {}, { proof: 'form' })],
  ['a code of a client without a secret', async (at) => at.redeem(await at.code('mobile'), {}, byMobile)],
  ['a code of an own client', async (at) => at.redeem(await at.code('page'), {}, byPage)],
  [
    'a code for which openid was not asked',
    async (at) => at.redeem(await at.code('web', { scope: 'siem' })),
    {
      members: [['id_token'], []],
      because: 'contract.md 15, as the vendor does: openid joins every sign-in',
    },
  ],
  [
    'AS-03 a used code',
    async (at) => {
      const code = await at.code()
      await at.redeem(code)
      return at.redeem(code)
    },
  ],
  ['AS-03 a code used twice: its refresh token', async (at) => at.refresh((await usedTwice(at)).refresh)],
  [
    'AS-03 a code used twice: its access token',
    async (at) => at.introspect({ token: (await usedTwice(at)).access }),
  ],
  [
    'a code after a try with the wrong verifier',
    async (at) => {
      const code = await at.code()
      await at.redeem(code, { code_verifier: 'w'.repeat(43) })
      return at.redeem(code)
    },
  ],
  ['an unknown code', (at) => at.redeem('never a code')],
  ['no code', (at) => at.redeem('', { code: undefined })],
  ['an empty code', (at) => at.redeem('')],
  ['no redirect_uri', async (at) => at.redeem(await at.code(), { redirect_uri: undefined })],
  [
    'another redirect_uri',
    async (at) => at.redeem(await at.code(), { redirect_uri: 'https://app.test/other' }),
  ],
  ['NT-14 no verifier', async (at) => at.redeem(await at.code(), { code_verifier: undefined })],
  ['NT-14 an empty verifier', async (at) => at.redeem(await at.code(), { code_verifier: '' })],
  ['another verifier', async (at) => at.redeem(await at.code(), { code_verifier: 'w'.repeat(43) })],
  [
    'a verifier that is too short for one',
    async (at) => at.redeem(await at.code(), { code_verifier: 'short' }),
    {
      error: ['invalid_grant', 'invalid_request'],
      because: 'D5: a wrong verifier is `challenge mismatch`, however it is wrong',
    },
  ],
  ['NT-12 a code of another client', async (at) => at.redeem(await at.code(), {}, { client: 'other' })],
  ['NT-12 a code of another application', async (at) => at.redeem(await at.code('mobile'))],
  ['a code and the wrong secret', async (at) => at.redeem(await at.code(), {}, { proof: 'wrong secret' })],
  ['a code and no secret', async (at) => at.redeem(await at.code(), {}, { proof: 'id only' })],
  [
    'a code of a client without a secret, which sends one',
    async (at) => at.redeem(await at.code('mobile'), { client_secret: 'x' }, byMobile),
  ],

  [
    'ID token with a nonce',
    async (at) => claimsOf(await at.redeem(await at.code('web', { nonce: 'n-1' }))),
    fromTokenEndpoint,
  ],
  [
    'ID token after max_age',
    async (at) => claimsOf(await at.redeem(await at.code('web', { max_age: '3600' }))),
    { members: [['at_hash', 'unique_name'], []], because: 'as above; here auth_time is in both' },
  ],
  [
    'ID token with every scope',
    async (at) => claimsOf(await at.redeem(await at.code('web', everyScope))),
    fromTokenEndpoint,
  ],
  [
    'ID token of id_token',
    async (at) =>
      claimsOf(
        await at.authorize(
          { ...noChallenge, ...everyScope, response_type: 'id_token', nonce: 'n-1' },
          byPage,
        ),
      ),
    fromFront,
  ],
  [
    'ID token of id_token token',
    async (at) =>
      claimsOf(await at.authorize({ ...noChallenge, response_type: 'id_token token', nonce: 'n-1' }, byPage)),
    fromFront,
  ],
  [
    'ID token of code id_token',
    async (at) => claimsOf(await at.authorize({ response_type: 'code id_token', nonce: 'n-1' }, byPage)),
    fromFront,
  ],
  [
    'ID token of code id_token token',
    async (at) =>
      claimsOf(await at.authorize({ response_type: 'code id_token token', nonce: 'n-1' }, byPage)),
    fromFront,
  ],
]

testBoth(rows)
