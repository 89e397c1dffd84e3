import type { Check } from '../check.ts'

/** D5, RFC 6749 §5.2: a request without what it is about is malformed, whatever else is wrong with it. */
export const parametersSent: Check<{ missing: readonly string[] }> = {
  id: 'parametersSent',
  judge: ({ missing }) => ({
    passed: missing.length === 0,
    expected: 'Every parameter that the request is about',
    seen: missing.length === 0 ? 'All of them' : `No ${missing.join(', no ')}`,
    cure: `Send ${missing.join(' and ')} with the request.`,
  }),
  refusal: ({ missing }) => ({
    status: 400,
    error: 'invalid_request',
    description: `${missing.join(' and ')} missing`,
  }),
}
