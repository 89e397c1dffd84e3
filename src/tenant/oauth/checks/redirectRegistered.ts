import { redirectsOf } from '#schema/application/ofTemplate.ts'
import type { Check } from '../check.ts'
import type { AuthorizeFacts } from '../facts.ts'

/** Trouble T8 and RD-01: byte for byte one of the registered addresses. Its failure is never answered by redirecting (RD-06). */
export const redirectRegistered: Check<Pick<AuthorizeFacts, 'application' | 'redirectUri'>> = {
  id: 'redirectRegistered',
  judge: ({ application, redirectUri }) => ({
    passed: redirectUri !== null && redirectsOf(application).includes(redirectUri),
    expected: 'One of Allow Redirects, in full',
    seen: redirectUri ?? 'No redirect_uri',
    cure: 'Add the address to Allow Redirects on General Usage. It must match exactly.',
  }),
  refusal: () => ({ status: 400, error: 'invalid_request', description: 'invalid redirect' }),
}
