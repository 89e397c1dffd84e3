import { requiresPkce } from '#schema/application/ofTemplate.ts'
import type { Check } from '../check.ts'
import type { AuthorizeFacts } from '../facts.ts'
import { asksFor } from '../responseTypes.ts'

/** AS-02: S256 where PKCE is required, and only S256 where it is used (RFC 7636 §4.2). */
export const challengeSent: Check<
  Pick<AuthorizeFacts, 'application' | 'responseType' | 'codeChallenge' | 'codeChallengeMethod'>
> = {
  id: 'challengeSent',
  judge: ({ application, responseType, codeChallenge, codeChallengeMethod }) => {
    // Without a code there is nothing that a verifier could redeem
    const required = asksFor(responseType, 'code') && requiresPkce(application)
    const passed =
      codeChallenge === null
        ? !required && codeChallengeMethod === null
        : codeChallengeMethod === 'S256' && /^[A-Za-z0-9_-]{43}$/.test(codeChallenge)
    return {
      passed,
      expected: required
        ? 'code_challenge with code_challenge_method=S256'
        : 'No challenge, or one with code_challenge_method=S256',
      seen:
        codeChallenge === null
          ? 'No code_challenge'
          : `code_challenge_method ${codeChallengeMethod ?? 'plain'}`,
      cure: 'Send code_challenge = base64url(SHA-256(verifier)) with code_challenge_method=S256.',
    }
  },
  refusal: () => ({
    status: 400,
    error: 'invalid_request',
    description: 'code challenge with method S256 required',
  }),
}
