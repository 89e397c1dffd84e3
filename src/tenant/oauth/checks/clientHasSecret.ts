import { invalidClient, type Check } from '../check.ts'
import type { ClientFacts } from '../facts.ts'

/** AS-10: only who proves itself is told about tokens; a public client cannot. */
export const clientHasSecret: Check<{ client: ClientFacts }> = {
  id: 'clientHasSecret',
  judge: ({ client }) => ({
    passed: client.secretMatches === true,
    expected: 'A client with a secret',
    seen:
      client.secretMatches === null ? 'No secret' : client.secretMatches ? 'The secret' : 'Another secret',
    cure: 'Call with a confidential client of the application.',
  }),
  refusal: invalidClient,
}
