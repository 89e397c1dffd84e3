import { authorizationCode } from './authorizationCode.ts'
import { clientCredentials } from './clientCredentials.ts'
import type { Grant } from './grant.ts'
import type { GrantType } from './methodOfGrant.ts'
import { refreshToken } from './refreshToken.ts'
import { resourceOwner } from './resourceOwner.ts'

/** A grant that is not here is refused as unsupported. */
export const grants: Record<GrantType, Grant> = {
  client_credentials: clientCredentials,
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
  password: resourceOwner,
}
