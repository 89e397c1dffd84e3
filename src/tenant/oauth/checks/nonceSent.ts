import type { Check } from '../check.ts'
import type { AuthorizeFacts } from '../facts.ts'
import { asksFor } from '../responseTypes.ts'

/** TK-03: an ID token that comes through the browser needs a nonce, or it could be another sign-in's (OpenID Connect Core §3.2.2.1). */
export const nonceSent: Check<Pick<AuthorizeFacts, 'responseType' | 'nonce'>> = {
  id: 'nonceSent',
  judge: ({ responseType, nonce }) => ({
    passed: nonce !== null || !asksFor(responseType, 'id_token'),
    expected: asksFor(responseType, 'id_token') ? 'A nonce' : 'A nonce or none',
    seen: nonce === null ? 'No nonce' : 'A nonce',
    cure: 'Send a random nonce and compare it with the one in the ID token.',
  }),
  refusal: () => ({ status: 400, error: 'invalid_request', description: 'nonce required' }),
}
