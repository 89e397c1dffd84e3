import type { Check } from '../check.ts'
import { allowedInWords } from '../clientKind.ts'
import type { UserFacts } from '../facts.ts'
import { isOwnClient } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'

type Facts = { application: Application; clientId: string | null; clientUser: UserFacts | null }

/** Trouble T2: the client ID fits the Client ID Type. */
export const clientFitsType: Check<Facts> = {
  id: 'clientFitsType',
  judge: ({ application, clientId, clientUser }) => {
    const { config } = application
    const { clientIdType, allowedClients, mustBeOAuthClient } = config.generalUsage
    if (isOwnClient(application))
      return {
        passed: clientId === application.id,
        expected: 'The client ID of this application',
        seen: clientId ?? 'none',
        cure: 'Copy the client ID from Trust on the application.',
      }
    if (clientIdType === 'Anything')
      return {
        passed: clientId !== null,
        expected: 'Any client ID',
        seen: clientId ?? 'none',
        cure: 'Send a client_id.',
      }
    if (clientIdType === 'List')
      return {
        passed: clientId !== null && allowedClients.includes(clientId),
        expected: allowedInWords(allowedClients),
        seen: clientId ?? 'none',
        cure: 'Add the client ID to Allowed Clients on General Usage.',
        at: 'generalUsage.allowedClients',
      }
    return {
      passed:
        clientUser !== null && clientUser.state === 'None' && (clientUser.oauthClient || !mustBeOAuthClient),
      expected: 'The full login name of an active service user',
      seen:
        clientId === config.description.applicationId
          ? `${clientId}, which is the Application ID`
          : (clientId ?? 'none'),
      cure: 'Send the service user’s login name with its suffix as client_id.',
    }
  },
  refusal: () => ({ status: 400, error: 'invalid_client', description: 'invalid client creds' }),
}
