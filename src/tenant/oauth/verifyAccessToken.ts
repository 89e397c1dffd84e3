import { verifyToken } from '#platform/verifyToken.ts'
import type { ScopeRow } from '#schema/scopeRow.ts'
import { loadApplication } from '../application/loadApplication.ts'
import type { Tenant } from '../tenant.ts'
import { accessTokenType, applicationOfToken } from './issue/accessToken.ts'
import { issuerOf } from './issue/issuer.ts'

export type VerifiedToken = { userId: string; scopes: ScopeRow[] }

/**
 * An access token of this tenant, checked in full (F11, AS-14, AS-20), or null. Its scopes are resolved now, so a narrowed pattern
 * counts for tokens already issued (SC-08). Scopes of OAuth2 Server applications open nothing (D1).
 */
export async function verifyAccessToken(tenant: Tenant, token: string): Promise<VerifiedToken | null> {
  const claims = await verifyToken(token, {
    keyOf: (kid) => tenant.keyRing.verifying(kid),
    type: accessTokenType,
    requiredClaims: ['jti', 'client_id', 'scope'],
    now: tenant.clock(),
  })
  if (claims === null || typeof claims['scope'] !== 'string' || typeof claims.jti !== 'string') return null
  const application = await loadApplication(tenant.database.read, applicationOfToken(claims.jti))
  if (!application || claims.iss !== issuerOf(tenant.url, application.config)) return null
  const names = claims['scope'].split(' ')
  const opens = application.template !== 'OAuth2Server'
  return {
    userId: claims.sub ?? '',
    scopes: opens ? application.config.scope.scopes.filter((scope) => names.includes(scope.name)) : [],
  }
}
