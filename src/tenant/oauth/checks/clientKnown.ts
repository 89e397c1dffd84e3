import { isOwnClient } from '#schema/application/ofTemplate.ts'
import { invalidClient, type Check } from '../check.ts'
import { allowedInWords, isPublicClient } from '../clientKind.ts'
import type { TokenFacts } from '../facts.ts'

/** Trouble T1: a confidential client is a user, named with its suffix; an OpenID Connect application names itself. */
export const clientKnown: Check<Pick<TokenFacts, 'application' | 'client'>> = {
  id: 'clientKnown',
  judge: ({ application, client }) => {
    if (isOwnClient(application))
      return {
        passed: client.id === application.id,
        expected: 'The client ID of this application',
        seen: client.id,
        cure: 'Copy the client ID from Trust on the application.',
      }
    if (isPublicClient(application, client)) return listed(application.config.generalUsage, client.id)
    return {
      passed: client.user !== null,
      expected: 'The full login name of a service user, such as reader@acme.test',
      seen: client.id,
      cure: client.id.includes('@')
        ? 'Check the spelling under Users.'
        : 'Add the suffix: the client ID is the login name with @ and suffix.',
    }
  },
  refusal: invalidClient,
}

const listed = (
  { clientIdType, allowedClients }: { clientIdType: string; allowedClients: string[] },
  id: string,
) => ({
  passed: id !== '' && (clientIdType === 'Anything' || allowedClients.includes(id)),
  expected: clientIdType === 'Anything' ? 'Any client ID' : allowedInWords(allowedClients),
  seen: id || 'none',
  cure: 'Add the client ID to Allowed Clients on General Usage.',
  at: 'generalUsage.allowedClients',
})
