import type { Check } from '../check.ts'
import type { TokenFacts } from '../facts.ts'

/** Trouble T7: without Run on the application there is no token. */
export const runPermission: Check<Pick<TokenFacts, 'client'>> = {
  id: 'runPermission',
  judge: ({ client: { user } }) => ({
    passed: user?.mayRun ?? false,
    expected: 'Run on the application, directly or through a role',
    seen: user?.mayRun ? 'Run' : 'No Run',
    cure: 'Give Run to the user or one of its roles on User Access.',
    at: 'userAccess.grants',
  }),
  refusal: () => ({
    status: 400,
    error: 'unauthorized_client',
    description: 'user not allowed access to app',
  }),
}
