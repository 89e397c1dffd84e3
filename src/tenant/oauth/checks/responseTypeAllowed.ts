import { tokens } from '#schema/application/tokens.ts'
import { format } from '#schema/setting.ts'
import type { Check } from '../check.ts'
import type { AuthorizeFacts } from '../facts.ts'

/** The response types that this server answers. */
export const responseTypes = ['code']

export const responseTypeKnown: Check<Pick<AuthorizeFacts, 'responseType'>> = {
  id: 'responseTypeKnown',
  judge: ({ responseType }) => ({
    passed: responseType !== null && responseTypes.includes(responseType),
    expected: `response_type ${responseTypes.join(' or ')}`,
    seen: responseType ?? 'none',
    cure: 'Send response_type=code.',
  }),
  refusal: () => ({
    status: 400,
    error: 'unsupported_response_type',
    description: 'response type not supported',
  }),
}

/** AS-01: Auth Code is ticked on the application. */
export const responseTypeAllowed: Check<Pick<AuthorizeFacts, 'application'>> = {
  id: 'responseTypeAllowed',
  judge: ({ application }) => {
    const { authMethods } = application.config.tokens
    return {
      passed: authMethods.includes('AuthorizationCode'),
      expected: `Auth Methods with ${tokens.settings.authMethods.options['AuthorizationCode']}`,
      seen: format(tokens.settings.authMethods, authMethods),
      cure: `Tick ${tokens.settings.authMethods.options['AuthorizationCode']} on Tokens.`,
    }
  },
  refusal: () => ({ status: 400, error: 'unauthorized_client', description: 'auth mode not allowed' }),
}
