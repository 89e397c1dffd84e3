import type { Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import { verifyToken } from '#platform/verifyToken.ts'
import type { Application } from '#schema/application/wire.ts'
import { nameKey } from '#schema/loginName.ts'
import type { ScopeRow } from '#schema/scopeRow.ts'
import { loadApplication } from '../application/loadApplication.ts'
import type { Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { accessTokenType, applicationOfToken } from './issue/accessToken.ts'
import { issuerOf } from './issue/issuer.ts'
import { isRevoked } from './revokedTokens.ts'

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
  const { jti, sub = '', client_id: clientId } = claims
  if (typeof clientId !== 'string' || claims.aud !== clientId) return null
  const [application, revoked] = await Promise.all([
    loadApplication(tenant.database.read, applicationOfToken(jti)),
    isRevoked(tenant, jti),
  ])
  if (!application || revoked || claims.iss !== issuerOf(tenant.url, application.config)) return null
  const forPerson = claims['unique_name'] !== clientId
  if (forPerson && !(await isClientActive(tenant, application, clientId))) return null
  const names = claims['scope'].split(' ')
  const opens = application.template !== 'OAuth2Server'
  return {
    userId: sub,
    scopes: opens ? application.config.scope.scopes.filter((scope) => names.includes(scope.name)) : [],
  }
}

/** AS-18: a token that a confidential client got for a person ends with the client. The user of the token is judged by the caller. */
async function isClientActive(tenant: Tenant, application: Application, clientId: string): Promise<boolean> {
  const isUser =
    application.template !== 'Generic OpenID Connect' &&
    application.config.generalUsage.clientIdType === 'Confidential'
  if (!isUser) return true
  const [client] = await clientNamed(tenant.database.read, nameKey(clientId))
  return client?.state === 'None'
}

const clientNamed = prepared((db: Kysely<Tables>, key) =>
  db.selectFrom('user').select('state').where('name_key', '=', key),
)
