import type { Check } from '../check.ts'
import { isGrantType, methodOfGrant } from '../grants/methodOfGrant.ts'

/** Trouble T5. */
export const grantTypeKnown: Check<{ grantType: string }> = {
  id: 'grantTypeKnown',
  judge: ({ grantType }) => ({
    passed: isGrantType(grantType),
    expected: Object.keys(methodOfGrant).join(' or '),
    seen: grantType,
    cure: 'Send one of these as grant_type.',
  }),
  refusal: () => ({ status: 400, error: 'unsupported_grant_type', description: 'invalid grant type' }),
}
