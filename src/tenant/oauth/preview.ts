import type { Application } from '#schema/application/wire.ts'
import type { ExplainedClaim, Judgement } from '#schema/judgement.ts'
import type { TokenFacts, UserFacts } from './facts.ts'
import { previewClientCredentials } from './grants/clientCredentials.ts'
import { accessTokenClaims, accessTokenType } from './issue/accessToken.ts'
import { newTokenId } from './issue/tokenId.ts'
import { grantedScopes } from './scopes.ts'

type Preview = {
  judgements: Judgement[]
  token: {
    header: Record<string, unknown>
    claims: ExplainedClaim[]
    lifetime: number
    expiresAt: number
  } | null
}

/**
 * The judgements on a client-credentials request and the token it would give, by the engine that answers real ones. The secret is taken to be
 * right, since a preview has none to compare.
 */
export function previewToken({
  tenantUrl,
  now,
  application,
  user,
  requestedScopes,
}: {
  tenantUrl: string
  now: number
  application: Application
  user: UserFacts | null
  requestedScopes: string[] | null
}): Preview {
  const facts: TokenFacts = {
    application,
    grantType: 'client_credentials',
    client: { id: user?.name ?? '', method: 'basic', user, secretMatches: true },
    requestedScopes,
  }
  const judgements = previewClientCredentials(facts)
  if (user === null) return { judgements, token: null }
  const claims = accessTokenClaims({
    application,
    tenantUrl,
    clientId: user.name,
    subject: user,
    scopes: grantedScopes(facts),
    nonce: null,
    tokenId: newTokenId({ applicationId: application.id, authorizationId: null }),
    authTime: now,
    now,
  })
  const lifetime = application.config.tokens.tokenLifetime
  return {
    judgements,
    token: {
      header: { alg: 'RS256', typ: accessTokenType },
      claims,
      lifetime,
      expiresAt: now + lifetime * 1000,
    },
  }
}
