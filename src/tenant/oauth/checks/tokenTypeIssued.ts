import { tokens } from '#schema/application/tokens.ts'
import { format } from '#schema/setting.ts'
import type { Check } from '../check.ts'
import type { TokenFacts } from '../facts.ts'

/** A JWT is never handed out where an opaque token was configured: it would show what the administrator meant to hide. */
export const tokenTypeIssued: Check<Pick<TokenFacts, 'application'>> = {
  id: 'tokenTypeIssued',
  judge: ({ application }) => {
    const { tokenType } = application.config.tokens
    const setting = tokens.settings.tokenType
    return {
      passed: tokenType === 'JwtRS256',
      expected: format(setting, 'JwtRS256'),
      seen: format(setting, tokenType),
      cure: `This tenant issues no opaque tokens. Choose "${format(setting, 'JwtRS256')}" as ${setting.label} on Tokens.`,
    }
  },
  refusal: () => ({ status: 400, error: 'invalid_request', description: 'token type not supported' }),
}
