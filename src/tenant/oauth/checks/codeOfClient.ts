import type { Check } from '../check.ts'
import type { ClientFacts, CodeFacts } from '../facts.ts'

/** A code is bound to the client and the application that asked for it (AS-03, NT-12). */
export const codeOfClient: Check<CodeFacts & { client: ClientFacts; applicationRowKey: string }> = {
  id: 'codeOfClient',
  judge: ({ code, client, applicationRowKey }) => ({
    passed: code !== null && code.client_id === client.id && code.application_id === applicationRowKey,
    expected: 'The client and application that asked for the code',
    seen: client.id,
    cure: 'Redeem a code with the client ID that was sent to the authorization endpoint.',
  }),
  refusal: () => ({
    status: 400,
    error: 'invalid_grant',
    description: 'supplied code does not match known request',
  }),
}
