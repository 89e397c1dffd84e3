import { tokens } from '#schema/application/tokens.ts'
import { format } from '#schema/setting.ts'
import type { Check } from '../check.ts'
import type { AuthorizeFacts } from '../facts.ts'
import { methodsOfResponseType, responseTypeOf, responseTypes } from '../responseTypes.ts'

export const responseTypeKnown: Check<Pick<AuthorizeFacts, 'responseType'>> = {
  id: 'responseTypeKnown',
  judge: ({ responseType }) => ({
    passed: responseTypeOf(responseType) !== null,
    expected: `response_type ${responseTypes.join(', or ')}`,
    seen: responseType ?? 'none',
    cure: 'Send response_type=code.',
  }),
  refusal: ({ responseType }) =>
    responseType === null
      ? { status: 400, error: 'invalid_request', description: 'response_type is missing' }
      : { status: 400, error: 'unsupported_response_type', description: 'response type not supported' },
}

/** AS-01: each part of the response type has its auth method ticked (NT-16). */
export const responseTypeAllowed: Check<Pick<AuthorizeFacts, 'application' | 'responseType'>> = {
  id: 'responseTypeAllowed',
  judge: ({ application, responseType }) => {
    const { authMethods } = application.config.tokens
    const setting = tokens.settings.authMethods
    const needed = methodsOfResponseType(responseType)
    return {
      passed: needed.every((method) => authMethods.some((ticked) => ticked === method)),
      expected: `Auth Methods with ${format(setting, needed)}`,
      seen: format(setting, authMethods),
      cure: `Tick ${format(setting, needed)} on Tokens.`,
      at: 'tokens.authMethods',
    }
  },
  refusal: () => ({ status: 400, error: 'unauthorized_client', description: 'auth mode not allowed' }),
}
