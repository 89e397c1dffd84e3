import { redactUrl } from '#platform/redactUrl.ts'
import { isRegistered } from '#schema/loopbackPort.ts'
import { postLogoutRedirectsOf } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import type { Check } from '../check.ts'

export type SignOutFacts = {
  application: Application
  /** Whether an id_token_hint came, and whose it is when this application issued it. */
  hint: { sent: boolean; hinted: { userId: string; clientId: string } | null }
  clientId: string | null
  /** Who is signed in here. */
  userId: string | null
  target: string | null
}

const refusal = (description: string) => () =>
  ({ status: 400, error: 'invalid_request', description }) as const

/** LO-01: an ID token of this application for this client and person proves that the application wants the sign-out. */
export const hintGenuine: Check<SignOutFacts> = {
  id: 'hintGenuine',
  judge: ({ hint: { sent, hinted }, clientId, userId }) => ({
    passed:
      hinted !== null &&
      (clientId === null || clientId === hinted.clientId) &&
      (userId === null || userId === hinted.userId),
    expected: 'An id_token_hint of this application, for this client and whoever is signed in',
    seen: !sent
      ? 'No id_token_hint'
      : hinted === null
        ? 'Something that is no ID token of this application'
        : clientId !== null && clientId !== hinted.clientId
          ? `An ID token for another client than ${clientId}`
          : userId !== null && userId !== hinted.userId
            ? 'An ID token of somebody else'
            : 'An ID token of the person',
    cure: 'Send the ID token of the person as id_token_hint, as it was received.',
  }),
  refusal: refusal('the person is asked first'),
}

/** RD-04: one of the registered addresses as RD-01 compares them, or none. */
export const signOutTargetRegistered: Check<SignOutFacts> = {
  id: 'signOutTargetRegistered',
  judge: ({ application, target }) => ({
    passed: target === null || isRegistered(postLogoutRedirectsOf(application), target),
    expected: 'One of the post-logout redirects, in full, or none',
    seen: target === null ? 'No post_logout_redirect_uri' : redactUrl(target),
    cure: 'Add the address to the post-logout redirects of the application. It must match exactly.',
  }),
  refusal: refusal('the post_logout_redirect_uri is not registered'),
}
