import { status } from '#schema/user/index.ts'
import { format } from '#schema/setting.ts'
import { invalidClient, type Check } from '../check.ts'
import type { TokenFacts } from '../facts.ts'

/** AS-18: a locked, disabled or expired user gets no token. */
export const clientEnabled: Check<Pick<TokenFacts, 'client'>> = {
  id: 'clientEnabled',
  judge: ({ client: { user } }) => ({
    passed: user === null || user.state === 'None',
    expected: 'An active user',
    seen: user === null ? 'No user' : format(status.settings.state, user.state),
    cure: 'Set the state of the service user to Active.',
  }),
  refusal: invalidClient,
}
