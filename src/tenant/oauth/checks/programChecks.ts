import { judge, type Check, type Verdict } from '../check.ts'
import type { AuthorizeFacts, UserFacts } from '../facts.ts'
import { asksFor } from '../responseTypes.ts'
import { definedScopes, grantedScopes } from '../scopes.ts'
import { challengeSent } from './challengeSent.ts'
import { personSignedInMayRun } from './personSignedInMayRun.ts'
import { plainParameters } from './plainParameters.ts'
import { responseModeKnown } from './responseModeKnown.ts'
import { responseTypeAllowed, responseTypeKnown } from './responseTypeAllowed.ts'
import { signInScopeKnown } from './signInScopeKnown.ts'

/** A request of a service user that has the application's access token (contract.md 2.7). */
export type ProgramFacts = AuthorizeFacts & {
  token: { clientId: string; scopes: readonly string[] }
  user: UserFacts | null
}

/** A token may say who its holder is, and becomes neither a code nor another access token. */
const idTokenAlone: Check<ProgramFacts> = {
  id: 'idTokenAlone',
  judge: ({ responseType }) => ({
    passed: !asksFor(responseType, 'code') && !asksFor(responseType, 'token'),
    expected: 'response_type id_token, which is all that an access token gives here',
    seen: responseType ?? 'none',
    cure: 'Send response_type=id_token, or let a person sign in.',
  }),
  refusal: () => ({
    status: 400,
    error: 'unauthorized_client',
    description: 'an access token gives an ID token alone',
  }),
}

const clientOfToken: Check<ProgramFacts> = {
  id: 'clientOfToken',
  judge: ({ application, clientId, token }) => ({
    passed: clientId === token.clientId || clientId === application.config.description.applicationId,
    expected: `${token.clientId}, whose token it is, or the Application ID`,
    seen: clientId ?? 'none',
    cure: 'Send the Application ID as client_id.',
  }),
  refusal: () => ({ status: 400, error: 'invalid_client', description: 'invalid client creds' }),
}

const scopeOfToken: Check<ProgramFacts> = {
  id: 'scopeOfToken',
  judge: (facts) => {
    const { application, token } = facts
    const own = definedScopes(application)
    return {
      passed: grantedScopes(facts).every((scope) => token.scopes.includes(scope) || !own.includes(scope)),
      expected: `Of the application’s scopes those of the token: ${token.scopes.join(', ') || 'none'}`,
      seen: facts.requestedScopes?.join(' ') ?? 'No scope parameter: every scope of the application',
      cure: 'Ask for the scopes that the access token has.',
    }
  },
  refusal: () => ({ status: 400, error: 'invalid_scope', description: 'scope was not granted' }),
}

/** No nonce is asked for: nothing passes through a browser, where an answer could be another sign-in's (TK-03). */
const checks = [
  plainParameters,
  responseTypeKnown,
  idTokenAlone,
  responseTypeAllowed,
  responseModeKnown,
  challengeSent,
  clientOfToken,
  signInScopeKnown,
  scopeOfToken,
  personSignedInMayRun,
]

export const judgeProgram = (facts: ProgramFacts): Verdict => judge<ProgramFacts>(checks, facts)
