import type { Check } from '../check.ts'
import type { UserFacts } from '../facts.ts'

/** The person who signed in is active and has Run (AS-18, trouble T7). */
export const personMayRun: Check<{ user: UserFacts | null }> = {
  id: 'personMayRun',
  judge: ({ user }) => ({
    passed: user !== null && user.state === 'None' && user.mayRun,
    expected: 'An active user with Run on the application',
    seen:
      user === null
        ? 'No user'
        : user.state !== 'None'
          ? 'A user who is not active'
          : user.mayRun
            ? 'Run'
            : 'No Run',
    cure: 'Give Run to the user or one of its roles on User Access.',
    at: 'userAccess.grants',
  }),
  refusal: () => ({ status: 400, error: 'invalid_grant', description: 'user not allowed access to app' }),
}
