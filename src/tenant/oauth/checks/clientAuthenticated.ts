import { invalidClient, type Check } from '../check.ts'
import { isPublicClient } from '../clientKind.ts'
import type { TokenFacts } from '../facts.ts'

/** The secret fits. A public client has none, and proves itself by its code verifier instead. */
export const clientAuthenticated: Check<Pick<TokenFacts, 'application' | 'client' | 'grantType'>> = {
  id: 'clientAuthenticated',
  judge: ({ application, client, grantType }) => {
    if (isPublicClient(application, client))
      return {
        passed: grantType === 'authorization_code' && client.method === 'none',
        expected: 'A public client: Auth Code with PKCE and no secret',
        seen: `${grantType}${client.method === 'none' ? '' : ' with a secret'}`,
        cure: 'Set Client ID Type to Confidential on General Usage for clients that have a secret.',
      }
    return {
      passed: client.secretMatches === true,
      expected: 'The client secret: the password of the service user',
      seen:
        client.secretMatches === null
          ? 'No secret'
          : client.secretMatches
            ? 'The right secret'
            : 'Another secret',
      cure: 'Set a new password on the service user and give it to the client.',
    }
  },
  refusal: invalidClient,
}
