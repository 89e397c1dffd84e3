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
    const needed = methodsOf(responseType)
    return {
      passed: needed.every((method) => authMethods.some((ticked) => ticked === method)),
      expected: `Auth Methods with ${format(setting, needed)}`,
      seen: format(setting, authMethods),
      cure: `Tick ${format(setting, needed)} on Tokens.`,
    }
  },
  refusal: () => ({ status: 400, error: 'unauthorized_client', description: 'auth mode not allowed' }),
}

const methodsOf = (responseType: string | null) => {
  const parts = responseType?.split(' ') ?? []
  const needed: (keyof typeof tokens.settings.authMethods.options)[] = []
  if (parts.includes('code')) needed.push('AuthorizationCode')
  if (parts.includes('token') || parts.includes('id_token')) needed.push('Implicit')
  return needed
}
