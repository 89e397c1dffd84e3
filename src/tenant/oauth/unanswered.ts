import type { ApplicationConfig } from '#schema/application/index.ts'
import { scope } from '#schema/application/scope.ts'
import { tokens } from '#schema/application/tokens.ts'
import type { Finding } from '#schema/judgement.ts'
import { format } from '#schema/setting.ts'
import { methodOfGrant } from './grants/methodOfGrant.ts'

/** Settings of the contract that this authorization server does not answer, so that nobody learns of it from a refusal. */
export function unansweredSettings({ tokens: token, scope: scopes }: ApplicationConfig): Finding[] {
  const answered: readonly string[] = Object.values(methodOfGrant)
  const { authMethods, tokenType, issueRefreshTokens } = tokens.settings
  const found: Finding[] = token.authMethods
    .filter((method) => !answered.includes(method))
    .map((method) => ({
      id: `unanswered${method}`,
      severity: 'danger',
      at: 'tokens.authMethods',
      message: `This tenant does not answer ${format(authMethods, [method])}: such requests are refused.`,
    }))
  if (token.tokenType !== 'JwtRS256')
    found.push({
      id: 'unansweredTokenType',
      severity: 'danger',
      at: 'tokens.tokenType',
      message: `This tenant issues no ${format(tokenType, token.tokenType).toLowerCase()} tokens: requests are refused. Choose ${format(tokenType, 'JwtRS256')}.`,
    })
  if (token.issueRefreshTokens)
    found.push({
      id: 'unansweredRefresh',
      severity: 'warning',
      at: 'tokens.issueRefreshTokens',
      message: `This tenant issues no refresh tokens: "${issueRefreshTokens.label}" has no effect.`,
    })
  if (scopes.userMustConfirm && token.authMethods.includes('AuthorizationCode'))
    found.push({
      id: 'unansweredConsent',
      severity: 'danger',
      at: 'scope.userMustConfirm',
      message: `This tenant cannot ask people for consent: with "${scope.settings.userMustConfirm.label}" their sign-ins are refused.`,
    })
  return found
}
