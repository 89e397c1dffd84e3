import type { Check } from '../check.ts'
import type { PasswordFacts } from '../facts.ts'

/** One answer for unknown names, wrong passwords and accounts that cannot sign in (RL-03); the event has the reason. */
export const passwordRight: Check<Pick<PasswordFacts, 'passwordFault'>> = {
  id: 'passwordRight',
  judge: ({ passwordFault }) => ({
    passed: passwordFault === null,
    expected: 'The login name and password of an active person',
    seen: passwordFault ?? 'The right password',
    cure: 'Ask the person to sign in again, or let the application use Auth Code.',
  }),
  refusal: () => ({
    status: 400,
    error: 'invalid_grant',
    description: 'the login name or the password is wrong, or the account cannot sign in here',
  }),
}
