import type { Check } from '../check.ts'
import type { RefreshFacts, TokenFacts } from '../facts.ts'
import { scopesOf } from '../scopes.ts'

/** RFC 6749 §6: a refresh gives no scope that the person did not grant (AS-05). */
export const scopeNotWider: Check<Pick<TokenFacts, 'requestedScopes'> & Pick<RefreshFacts, 'refreshToken'>> =
  {
    id: 'scopeNotWider',
    judge: ({ requestedScopes, refreshToken }) => {
      const granted = scopesOf(refreshToken?.scope ?? null) ?? []
      return {
        passed: (requestedScopes ?? []).every((name) => granted.includes(name)),
        expected: `Of ${granted.join(', ')}`,
        seen: requestedScopes?.join(' ') ?? 'No scope parameter: everything that was granted',
        cure: 'Leave scope out, or ask for fewer scopes. For more, the person has to sign in again.',
      }
    },
    refusal: () => ({ status: 400, error: 'invalid_scope', description: 'scope was not granted' }),
  }
