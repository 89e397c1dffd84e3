import type { Check } from '../check.ts'
import type { AuthorizeFacts } from '../facts.ts'
import { definedScopes, grantedScopes, openIdScopes, unknownScopes } from '../scopes.ts'

/** Trouble T4, for sign-in: the scopes of OpenID Connect need no row on the application. */
export const signInScopeKnown: Check<Pick<AuthorizeFacts, 'application' | 'requestedScopes'>> = {
  id: 'signInScopeKnown',
  judge: (facts) => ({
    passed: unknownScopes(facts.application, grantedScopes(facts), openIdScopes).length === 0,
    expected: `Of ${[...openIdScopes, ...definedScopes(facts.application)].join(', ')}`,
    seen: facts.requestedScopes?.join(' ') ?? 'No scope parameter: every scope of the application',
    cure: 'Check the spelling and the case, or add the scope on Scope.',
    at: 'scope.scopes',
  }),
  refusal: () => ({ status: 400, error: 'invalid_scope', description: 'unknown scope requested' }),
}
