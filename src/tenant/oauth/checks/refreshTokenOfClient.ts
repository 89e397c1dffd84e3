import type { Check } from '../check.ts'
import type { RefreshFacts, TokenFacts } from '../facts.ts'
import { refreshTokenLive } from './refreshTokenLive.ts'

/** A refresh token is bound to the client and the application that it was issued to (AS-05). */
export const refreshTokenOfClient: Check<
  Pick<TokenFacts, 'application' | 'client'> & Omit<RefreshFacts, 'user'>
> = {
  id: 'refreshTokenOfClient',
  judge: ({ refreshToken, client, application }) => ({
    passed:
      refreshToken !== null &&
      refreshToken.client_id === client.id &&
      refreshToken.application_id === application.id,
    expected: 'The client and application that the token was issued to',
    seen: client.id,
    cure: 'Refresh with the client ID that signed the person in.',
  }),
  refusal: () => refreshTokenLive.refusal({ refreshToken: null, user: null, now: 0 }),
}
