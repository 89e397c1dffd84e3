import type { Tenant } from '../../tenant.ts'
import type { TokenFacts } from '../facts.ts'
import type { TokenRequest } from '../issue/tokenRequest.ts'
import { newTokenId, type Way } from '../issue/tokenId.ts'

/** The token that a client gets for a person who signed in, bound to what the person allowed. */
export function tokenOfPerson({
  tenant,
  facts: { application, client },
  way,
  allowed,
  subject,
  scopes,
  nonce,
}: {
  tenant: Tenant
  facts: Pick<TokenFacts, 'application'> & { client: { id: string; secretId: string | null } }
  way: Way
  allowed: { authorization_id: string | null; auth_time: number }
  subject: { id: string; name: string }
  scopes: readonly string[]
  nonce: string | null
}): TokenRequest & { application: TokenFacts['application'] } {
  return {
    application,
    tenantUrl: tenant.url,
    clientId: client.id,
    subject,
    scopes,
    nonce,
    tokenId: newTokenId({
      applicationId: application.id,
      authorizationId: allowed.authorization_id,
      way,
      secretId: client.secretId,
    }),
    authTime: allowed.auth_time,
    now: tenant.clock(),
  }
}
