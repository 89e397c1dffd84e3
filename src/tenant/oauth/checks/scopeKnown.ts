import type { Check } from '../check.ts'
import type { TokenFacts } from '../facts.ts'
import { definedScopes, unknownScopes } from '../scopes.ts'

/** Trouble T4: every requested scope has a row on the application, in the same case. */
export const scopeKnown: Check<Pick<TokenFacts, 'application' | 'requestedScopes'>> = {
  id: 'scopeKnown',
  judge: ({ application, requestedScopes }) => {
    const defined = definedScopes(application)
    return {
      passed: requestedScopes === null || unknownScopes(application, requestedScopes).length === 0,
      expected: `Scopes of the application: ${defined.join(', ') || 'it has none'}`,
      seen: requestedScopes?.join(' ') ?? 'No scope parameter: every scope of the application',
      cure: 'Check the spelling and the case, or add the scope on Scope.',
      at: 'scope.scopes',
    }
  },
  refusal: () => ({ status: 400, error: 'invalid_scope', description: 'unknown scope requested' }),
}
