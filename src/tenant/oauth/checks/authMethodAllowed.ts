import { tokens } from '#schema/application/tokens.ts'
import { format } from '#schema/setting.ts'
import type { Check } from '../check.ts'
import type { TokenFacts } from '../facts.ts'
import { methodOfGrant } from '../grants/methodOfGrant.ts'

/** Trouble T6: a grant whose auth method is not ticked does not exist (AS-01). */
export const authMethodAllowed: Check<Pick<TokenFacts, 'application' | 'grantType'>> = {
  id: 'authMethodAllowed',
  judge: ({ application, grantType }) => {
    const needed = methodOfGrant[grantType]
    const { authMethods } = application.config.tokens
    const { settings } = tokens
    return {
      passed: authMethods.some((method) => method === needed),
      expected: `Auth Methods with ${format(settings.authMethods, [needed])}`,
      seen: format(settings.authMethods, authMethods),
      cure: `Tick ${format(settings.authMethods, [needed])} on Tokens.`,
      at: 'tokens.authMethods',
    }
  },
  refusal: () => ({ status: 400, error: 'unauthorized_client', description: 'auth mode not allowed' }),
}
