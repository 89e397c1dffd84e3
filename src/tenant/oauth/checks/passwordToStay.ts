import type { Check } from '../check.ts'
import type { PasswordFacts } from '../facts.ts'

/** Somebody who has to choose another password gives nothing away with the present one. Told only to who knows it. */
export const passwordToStay: Check<Pick<PasswordFacts, 'passwordToChange'>> = {
  id: 'passwordToStay',
  judge: ({ passwordToChange }) => ({
    passed: !passwordToChange,
    expected: 'A password that need not be changed first',
    seen: passwordToChange ? 'Require password change at next login is on' : 'It need not be changed',
    cure: 'Ask the person to sign in on a page and choose another password there.',
  }),
  refusal: () => ({
    status: 400,
    error: 'invalid_grant',
    description: 'the password has to be changed first, sign in on a page to choose another',
  }),
}
