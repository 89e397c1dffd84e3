import { authorizationCode } from './authorizationCode.ts'
import { clientCredentials } from './clientCredentials.ts'
import type { Grant } from './grant.ts'
import type { GrantType } from './methodOfGrant.ts'

/** A grant that is not here is refused as unsupported. */
export const grants: Record<GrantType, Grant> = {
  client_credentials: clientCredentials,
  authorization_code: authorizationCode,
}
