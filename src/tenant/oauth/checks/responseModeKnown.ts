import type { Check } from '../check.ts'
import type { AuthorizeFacts } from '../facts.ts'
import { modesOf } from '../responseTypes.ts'

/** AS-08: an answer goes where it was asked to go, or nowhere. */
export const responseModeKnown: Check<Pick<AuthorizeFacts, 'responseMode' | 'responseType'>> = {
  id: 'responseModeKnown',
  judge: ({ responseMode, responseType }) => ({
    passed: responseMode === null || modesOf(responseType).some((mode) => mode === responseMode),
    expected: `response_mode ${modesOf(responseType).join(' or ')}, or none`,
    seen: responseMode ?? 'none',
    cure: 'Leave response_mode out to get the usual one.',
  }),
  refusal: () => ({ status: 400, error: 'invalid_request', description: 'response mode not supported' }),
}
