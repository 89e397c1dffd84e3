import type { Check } from '../check.ts'
import type { UserFacts } from '../facts.ts'
import { personMayRun } from './personMayRun.ts'

/** At the authorization endpoint the same judgement has another code (D5). */
export const personSignedInMayRun: Check<{ user: UserFacts | null }> = {
  ...personMayRun,
  refusal: () => ({ status: 400, error: 'access_denied', description: 'user not allowed access to app' }),
}
