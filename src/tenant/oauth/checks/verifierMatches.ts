import type { Check } from '../check.ts'
import type { CodeFacts } from '../facts.ts'

/** Trouble T10 and AS-02: the verifier fits the challenge; one without the other is refused both ways. */
export const verifierMatches: Check<CodeFacts> = {
  id: 'verifierMatches',
  judge: ({ code, verifier, challengeOfVerifier }) => ({
    passed: (code?.code_challenge ?? null) === challengeOfVerifier,
    expected: code?.code_challenge
      ? 'The verifier of the code challenge'
      : 'No code_verifier, because no challenge was sent',
    seen: verifier === null ? 'No code_verifier' : 'A code_verifier',
    cure: 'Keep the verifier from the authorization request and send it as code_verifier.',
  }),
  refusal: () => ({ status: 400, error: 'invalid_grant', description: 'challenge mismatch' }),
}
