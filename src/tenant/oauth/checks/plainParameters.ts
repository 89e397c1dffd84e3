import type { Check } from '../check.ts'
import type { AuthorizeFacts } from '../facts.ts'

/** What hands the request over in another way, with the code that says so (OpenID Connect Core §3.1.2.6). */
export const unsupportedParameters = ['request', 'request_uri', 'registration'] as const

export const plainParameters: Check<Pick<AuthorizeFacts, 'unsupportedParameter'>> = {
  id: 'plainParameters',
  judge: ({ unsupportedParameter }) => ({
    passed: unsupportedParameter === null,
    expected: 'A request in plain parameters',
    seen: unsupportedParameter ?? 'Plain parameters',
    cure: `Leave ${unsupportedParameter ?? 'such parameters'} out.`,
  }),
  refusal: ({ unsupportedParameter }) => ({
    status: 400,
    error: `${unsupportedParameter}_not_supported`,
    description: `${unsupportedParameter} is not supported`,
  }),
}
