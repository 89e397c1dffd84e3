import { isOwnClient } from '#schema/application/ofTemplate.ts'
import { invalidClient, type Check } from '../check.ts'
import { isPublicClient } from '../clientKind.ts'
import type { ClientFacts, TokenFacts } from '../facts.ts'

type Asking = { application: TokenFacts['application']; client: ClientFacts; grantType?: string }

/** The secret fits. A public client has none, and proves itself by its code verifier or its refresh token instead. */
export const clientAuthenticated: Check<Asking> = {
  id: 'clientAuthenticated',
  judge: ({ application, client, grantType }) => {
    if (isPublicClient(application, client))
      return {
        passed: grantType !== 'client_credentials' && client.method === 'none',
        expected: 'A client without a secret, which cannot act for itself',
        seen: `${grantType ?? 'a request'}${client.method === 'none' ? '' : ' with a secret'}`,
        cure: 'Set Client ID Type to Confidential on General Usage for clients that have a secret.',
      }
    const own = isOwnClient(application)
    return {
      passed: client.secretMatches === true,
      expected: own
        ? 'A client secret of this application'
        : 'The client secret: the password of the service user',
      seen:
        client.secretMatches === null
          ? 'No secret'
          : client.secretMatches
            ? 'The right secret'
            : 'Another secret',
      cure: own
        ? 'Add a secret to the application, on Trust, and give it to the client.'
        : 'Set a new password on the service user and give it to the client.',
    }
  },
  refusal: invalidClient,
}
