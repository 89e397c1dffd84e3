import { judge, judgeAll, type Verdict } from '../check.ts'
import { challengeSent } from './challengeSent.ts'
import { clientFitsType } from './clientFitsType.ts'
import { nonceSent } from './nonceSent.ts'
import { personSignedInMayRun } from './personSignedInMayRun.ts'
import { plainParameters } from './plainParameters.ts'
import { redirectRegistered } from './redirectRegistered.ts'
import { responseModeKnown } from './responseModeKnown.ts'
import { responseTypeAllowed, responseTypeKnown } from './responseTypeAllowed.ts'
import { signInScopeKnown } from './signInScopeKnown.ts'
import type { AuthorizeFacts, UserFacts } from '../facts.ts'

const forRedirect = [redirectRegistered]
const forRequest = [
  plainParameters,
  responseTypeAllowed,
  responseTypeKnown,
  responseModeKnown,
  nonceSent,
  challengeSent,
  signInScopeKnown,
]
const forPerson = [clientFitsType, personSignedInMayRun]

/** Before anything is sent to the redirect URI, it is known to be a registered one. */
export const judgeRedirect = (facts: AuthorizeFacts): Verdict => judge(forRedirect, facts)

/** What can be said before anybody signs in. */
export const judgeRequest = (facts: AuthorizeFacts): Verdict => judge(forRequest, facts)

/** What is said only to somebody who has signed in (D5). */
export const judgePerson = (facts: PersonFacts): Verdict => judge(forPerson, facts)

export const previewRequest = (facts: AuthorizeFacts) => judgeAll([...forRedirect, ...forRequest], facts)
export const previewPerson = (facts: PersonFacts) => judgeAll(forPerson, facts)

type PersonFacts = AuthorizeFacts & { clientUser: UserFacts | null; user: UserFacts | null }
