import { noteUse } from '../../application/noteUse.ts'
import type { Issue } from '../grants/tokenGrant.ts'
import { issueAccessToken, lifetimeOf } from '../issue/accessToken.ts'
import { signIdToken } from '../issue/idToken.ts'
import { countToken } from './countToken.ts'
import { about, authorOf, uncached, type Exchange } from './exchange.ts'

/** Signs while the event is written; answers when both are done. */
export async function issueTokens(
  { tenant, request, reply }: Pick<Exchange, 'tenant' | 'request' | 'reply'>,
  { token, person, refreshToken }: Issue,
  /** The scopes that the request named. */
  asked: readonly string[] | null,
) {
  const { application, clientId, subject } = token
  const scope = application === null ? undefined : token.scopes.join(' ')
  const lifetime = lifetimeOf(token)
  if (application) noteUse(tenant, application.id)
  countToken(tenant, { token, asked })
  const [accessToken] = await Promise.all([
    issueAccessToken(tenant, token),
    tenant.events.record(authorOf(request, subject), {
      type: 'Cloud.OAuth2.Token.Issued',
      ...(application ? about(application) : {}),
      detail: { clientId, scope, expiresIn: lifetime, jti: token.tokenId },
    }),
  ])
  const idToken =
    application && person && token.scopes.includes('openid')
      ? await signIdToken(tenant.keyRing, { ...token, application, person, accessToken })
      : undefined
  return uncached(reply).send({
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: lifetime,
    scope,
    refresh_token: refreshToken ?? undefined,
    id_token: idToken,
  })
}
