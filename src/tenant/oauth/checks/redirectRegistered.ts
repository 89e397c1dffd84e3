import { redactUrl } from '#platform/redactUrl.ts'
import { isRegistered } from '#schema/loopbackPort.ts'
import { redirectsOf, redirectsSettingOf } from '#schema/application/ofTemplate.ts'
import type { Check } from '../check.ts'
import type { AuthorizeFacts } from '../facts.ts'

/** Troubles T8 and T11, and RD-01. Its failure is never answered by redirecting (RD-06). */
export const redirectRegistered: Check<Pick<AuthorizeFacts, 'application' | 'redirectUri'>> = {
  id: 'redirectRegistered',
  judge: ({ application, redirectUri }) => {
    const { label, on, path } = redirectsSettingOf(application)
    return {
      passed: redirectUri !== null && isRegistered(redirectsOf(application), redirectUri),
      expected: `One of ${label}, in full`,
      seen: redirectUri === null ? 'No redirect_uri' : redactUrl(redirectUri),
      cure:
        redirectUri === null
          ? 'Send redirect_uri, as it is registered.'
          : `Send a registered address, or add this one to ${label} on ${on}. It must match exactly.`,
      at: path,
    }
  },
  refusal: ({ redirectUri }) => ({
    status: 400,
    error: 'invalid_request',
    description: redirectUri === null ? 'redirect_uri is missing' : 'invalid redirect',
  }),
}
