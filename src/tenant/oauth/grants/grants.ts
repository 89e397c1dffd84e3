import { authorizationCode } from './authorizationCode.ts'
import { clientCredentials } from './clientCredentials.ts'
import type { TokenGrant } from './tokenGrant.ts'
import type { GrantType } from './methodOfGrant.ts'
import { refreshToken } from './refreshToken.ts'
import { resourceOwner } from './resourceOwner.ts'

/** A token grant that is not here is refused as unsupported. */
export const grants: Record<GrantType, TokenGrant> = {
  client_credentials: clientCredentials,
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
  password: resourceOwner,
}
