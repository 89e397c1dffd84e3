import { redactUrl } from '#platform/redactUrl.ts'
import { redirectsOf, redirectsSettingOf } from '#schema/application/ofTemplate.ts'
import type { Check } from '../check.ts'
import type { AuthorizeFacts } from '../facts.ts'

/** Trouble T8 and RD-01: byte for byte one of the registered addresses. Its failure is never answered by redirecting (RD-06). */
export const redirectRegistered: Check<Pick<AuthorizeFacts, 'application' | 'redirectUri'>> = {
  id: 'redirectRegistered',
  judge: ({ application, redirectUri }) => {
    const { label, on } = redirectsSettingOf(application)
    return {
      passed: redirectUri !== null && redirectsOf(application).includes(redirectUri),
      expected: `One of ${label}, in full`,
      seen: redirectUri === null ? 'No redirect_uri' : redactUrl(redirectUri),
      cure: `Add the address to ${label} on ${on}. It must match exactly.`,
    }
  },
  refusal: () => ({ status: 400, error: 'invalid_request', description: 'invalid redirect' }),
}
