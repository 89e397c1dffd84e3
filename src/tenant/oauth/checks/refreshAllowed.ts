import { tokens } from '#schema/application/tokens.ts'
import { format } from '#schema/setting.ts'
import type { Check } from '../check.ts'
import type { TokenFacts } from '../facts.ts'

/** Refresh tokens of an application that no longer issues them are worth nothing (AS-01). */
export const refreshAllowed: Check<Pick<TokenFacts, 'application'>> = {
  id: 'refreshAllowed',
  judge: ({ application }) => {
    const setting = tokens.settings.issueRefreshTokens
    const { issueRefreshTokens } = application.config.tokens
    return {
      passed: issueRefreshTokens,
      expected: `${setting.label}: ${format(setting, true)}`,
      seen: format(setting, issueRefreshTokens),
      cure: `Turn on "${setting.label}" on Tokens.`,
    }
  },
  refusal: () => ({ status: 400, error: 'unauthorized_client', description: 'auth mode not allowed' }),
}
