import type { Check } from '../check.ts'
import { methodOfGrant } from '../grants/methodOfGrant.ts'

export const grantTypeKnown: Check<{ grantType: string }> = {
  id: 'grantTypeKnown',
  judge: ({ grantType }) => ({
    passed: Object.hasOwn(methodOfGrant, grantType),
    expected: Object.keys(methodOfGrant).join(' or '),
    seen: grantType,
    cure: 'Send one of these as grant_type.',
  }),
  refusal: () => ({ status: 400, error: 'unsupported_grant_type', description: 'invalid grant type' }),
}
