import type { Check } from '../check.ts'
import type { RefreshFacts } from '../facts.ts'

/** AS-05: not used, not expired, and what it came of has not ended. */
export const refreshTokenLive: Check<RefreshFacts> = {
  id: 'refreshTokenLive',
  judge: (facts) => ({
    passed: stateOf(facts) === live,
    expected: live,
    seen: stateOf(facts),
    cure: 'Send the person to the authorization endpoint again, and keep the newest refresh token of each reply.',
  }),
  refusal: () => ({
    status: 400,
    error: 'invalid_grant',
    description: 'the refresh token is unknown, used, expired or revoked',
  }),
}

const live = 'A live refresh token'

function stateOf({ refreshToken, now }: RefreshFacts): string {
  if (refreshToken === null) return 'An unknown refresh token'
  if (refreshToken.consumed_at !== null)
    return 'A used refresh token; everything that came of its sign-in ends'
  if (refreshToken.ended_at !== null) return 'A refresh token that was revoked, or of somebody who signed out'
  if (!refreshToken.secretLives) return 'A refresh token of a client secret that was replaced or revoked'
  return refreshToken.expires_at > now ? live : 'An expired refresh token'
}
