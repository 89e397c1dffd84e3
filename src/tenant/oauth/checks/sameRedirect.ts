import { redactUrl } from '#platform/redactUrl.ts'
import type { Check } from '../check.ts'
import type { CodeFacts } from '../facts.ts'

// RFC 6749 §4.1.3
export const sameRedirect: Check<CodeFacts> = {
  id: 'sameRedirect',
  judge: ({ code, redirectUri }) => ({
    passed: code !== null && code.redirect_uri === redirectUri,
    expected: code?.redirect_uri ?? 'The redirect URI of the authorization request',
    seen: redirectUri === null ? 'No redirect_uri' : redactUrl(redirectUri),
    cure: 'Send the same redirect_uri to both endpoints.',
  }),
  refusal: () => ({ status: 400, error: 'invalid_grant', description: 'invalid redirect' }),
}
