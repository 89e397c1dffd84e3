import { isOwnClient } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import type { ClientFacts } from './facts.ts'

/** Whether the client has no secret to prove itself with. Such a client needs PKCE (contract.md 13.2). */
export function isPublicClient(application: Application, client: Pick<ClientFacts, 'method'>): boolean {
  if (isOwnClient(application)) return false
  const { clientIdType } = application.config.generalUsage
  return clientIdType === 'List' || (clientIdType === 'Anything' && client.method === 'none')
}

/** Which client IDs the Client ID Type List lets in, in words. */
export const allowedInWords = (allowedClients: readonly string[]): string =>
  allowedClients.every((id) => id === '')
    ? 'A client ID of Allowed Clients, which is empty'
    : `One of ${allowedClients.join(', ')}`
