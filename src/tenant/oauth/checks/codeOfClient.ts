import type { Check } from '../check.ts'
import type { CodeFacts, TokenFacts } from '../facts.ts'

/** A code is bound to the client and the application that asked for it (AS-03, NT-12). */
export const codeOfClient: Check<Pick<CodeFacts, 'code'> & Pick<TokenFacts, 'application' | 'client'>> = {
  id: 'codeOfClient',
  judge: ({ code, client, application }) => ({
    passed: code !== null && code.client_id === client.id && code.application_id === application.id,
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
