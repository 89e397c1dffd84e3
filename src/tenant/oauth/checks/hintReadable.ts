import type { Check } from '../check.ts'

/** An id_token_hint names the person only if this application issued it; it may have expired (OpenID Connect Core §3.1.2.2). */
export const hintReadable: Check<{ sent: boolean; readable: boolean }> = {
  id: 'hintReadable',
  judge: ({ sent, readable }) => ({
    passed: !sent || readable,
    expected: 'An ID token of this application, or no id_token_hint',
    seen: !sent ? 'No id_token_hint' : readable ? 'An ID token' : 'Something else',
    cure: 'Send the ID token as it was received, or leave id_token_hint out.',
  }),
  refusal: () => ({
    status: 400,
    error: 'invalid_request',
    description: 'id_token_hint is not an ID token of this application',
  }),
}
