import type { Check } from '../check.ts'
import type { AuthorizeFacts } from '../facts.ts'

/** AS-08: an answer goes where it was asked to go, or nowhere. */
export const responseModeKnown: Check<Pick<AuthorizeFacts, 'responseMode'>> = {
  id: 'responseModeKnown',
  judge: ({ responseMode }) => ({
    passed: responseMode === null || responseMode === 'query',
    expected: 'response_mode query, or none',
    seen: responseMode ?? 'none',
    cure: 'Leave response_mode out: codes are answered in the query.',
  }),
  refusal: () => ({ status: 400, error: 'invalid_request', description: 'response mode not supported' }),
}
