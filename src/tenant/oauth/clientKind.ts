import type { Application } from '#schema/application/wire.ts'
import type { ClientFacts } from './facts.ts'

/** Whether the client has no secret to prove itself with. Such a client needs PKCE (screens.md 3.2). */
export function isPublicClient(
  { template, config }: Application,
  client: Pick<ClientFacts, 'method'>,
): boolean {
  if (template === 'Generic OpenID Connect') return false
  const { clientIdType } = config.generalUsage
  return clientIdType === 'List' || (clientIdType === 'Anything' && client.method === 'none')
}
