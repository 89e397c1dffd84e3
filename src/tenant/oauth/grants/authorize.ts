import { judge, type Verdict } from '../check.ts'
import { challengeSent } from '../checks/challengeSent.ts'
import { clientFitsType } from '../checks/clientFitsType.ts'
import { nonceSent } from '../checks/nonceSent.ts'
import { personSignedInMayRun } from '../checks/personSignedInMayRun.ts'
import { plainParameters } from '../checks/plainParameters.ts'
import { redirectRegistered } from '../checks/redirectRegistered.ts'
import { responseModeKnown } from '../checks/responseModeKnown.ts'
import { responseTypeAllowed, responseTypeKnown } from '../checks/responseTypeAllowed.ts'
import { signInScopeKnown } from '../checks/signInScopeKnown.ts'
import type { AuthorizeFacts, UserFacts } from '../facts.ts'

/** Before anything is sent to the redirect URI, it is known to be a registered one. */
export const judgeRedirect = (facts: AuthorizeFacts): Verdict => judge([redirectRegistered], facts)

/** What can be said before anybody signs in. */
export const judgeRequest = (facts: AuthorizeFacts): Verdict =>
  judge(
    [
      plainParameters,
      responseTypeAllowed,
      responseTypeKnown,
      responseModeKnown,
      nonceSent,
      challengeSent,
      signInScopeKnown,
    ],
    facts,
  )

/** What is said only to somebody who has signed in (D5). */
export const judgePerson = (
  facts: AuthorizeFacts & { clientUser: UserFacts | null; user: UserFacts | null },
): Verdict => judge([clientFitsType, personSignedInMayRun], facts)
