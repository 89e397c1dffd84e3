import { scope } from '#schema/application/scope.ts'
import type { Application } from '#schema/application/wire.ts'
import type { Check } from '../check.ts'

/** Consent is never skipped: where the application asks for it, a sign-in without it is refused. */
export const consentNotNeeded: Check<{ application: Application }> = {
  id: 'consentNotNeeded',
  judge: ({ application }) => {
    const needed = application.config.scope.userMustConfirm
    return {
      passed: !needed,
      expected: 'An application that asks for no consent',
      seen: needed ? `${scope.settings.userMustConfirm.label}: On` : 'No consent asked for',
      cure: `This tenant cannot ask people for consent yet. Turn off "${scope.settings.userMustConfirm.label}" on Scope.`,
    }
  },
  refusal: () => ({
    status: 400,
    error: 'consent_required',
    description: 'this application asks for a consent that cannot be given here',
  }),
}
