import type { Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import { verifyToken } from '#platform/verifyToken.ts'
import { audienceOf, isUserClient, opensTenantApis } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import { nameKey } from '#schema/loginName.ts'
import type { ScopeRow } from '#schema/scopeRow.ts'
import { loadApplication } from '../application/loadApplication.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { liveAuthorization } from './authorizations.ts'
import { accessTokenType } from './issue/accessToken.ts'
import { issuerOf, platformIssuer } from './issue/issuer.ts'
import { originOfToken } from './issue/tokenId.ts'
import { claimsOfOpaqueToken } from './opaqueTokens.ts'
import { isRevoked } from './revokedTokens.ts'

type Claims = Record<string, unknown>

export type VerifiedToken = {
  /** Every claim, also of a token that shows none. */
  claims: Claims
  tokenId: string
  userId: string
  clientId: string
  /** Null for a token of the platform itself, which no application limits. */
  application: Application | null
  /** What the person allowed, for a token that came of a sign-in. */
  authorization: Row<'authorization'> | null
  /** What it opens of the tenant API; null for everything that the user's rights allow. */
  scopes: ScopeRow[] | null
}

/**
 * An access token of this tenant, JWT or opaque, checked in full (F11, AS-14, AS-20), or null. Its scopes are resolved now, so a narrowed pattern
 * counts for tokens already issued (SC-08). The user is judged by the caller.
 */
export async function verifyAccessToken(
  tenant: Tenant,
  token: string,
  /** An application that was read for this request: the token may be its own. */
  known?: Application,
): Promise<VerifiedToken | null> {
  const claims = await claimsOf(tenant, token)
  if (claims === null) return null
  const { jti, sub, client_id: clientId, scope } = claims
  if (typeof jti !== 'string' || typeof sub !== 'string' || typeof clientId !== 'string') return null
  const { applicationId, authorizationId } = originOfToken(jti)
  const [application, authorization, revoked] = await Promise.all([
    applicationOf(tenant, applicationId, known),
    authorizationId === null ? null : liveAuthorization(tenant, authorizationId),
    isRevoked(tenant, jti),
  ])
  if (revoked || (authorizationId !== null && authorization === null)) return null
  const verified = { claims, tokenId: jti, userId: sub, clientId, application, authorization }
  if (applicationId === null)
    return claims['iss'] === platformIssuer(tenant.url) ? { ...verified, scopes: null } : null
  if (!application || claims['iss'] !== issuerOf(tenant.url, application.config)) return null
  if (typeof scope !== 'string' || !isAudience(application, { aud: claims['aud'], clientId })) return null
  const forPerson = claims['unique_name'] !== clientId
  if (forPerson && !(await isClientActive(tenant, application, clientId))) return null
  return { ...verified, scopes: opened(application, { aud: claims['aud'], clientId, scope }) }
}

async function applicationOf(tenant: Tenant, id: string | null, known: Application | undefined) {
  if (id === null) return null
  return id === known?.id ? known : loadApplication(tenant.database.read, id)
}

/** Looked up where it says nothing by itself; else verified. A JWT has three parts, and no opaque token has a dot. */
const claimsOf = (tenant: Tenant, token: string): Promise<Claims | null> =>
  token.includes('.')
    ? verifyToken(token, {
        keyOf: (kid) => tenant.keyRing.verifying(kid),
        type: accessTokenType,
        requiredClaims: ['jti', 'client_id'],
        now: tenant.clock(),
      })
    : claimsOfOpaqueToken(tenant, token)

/** The audience that the settings give; what a claims script made of it was signed by us, and is for others to judge. */
const isAudience = (application: Application, { aud, clientId }: { aud: unknown; clientId: string }) =>
  aud === audienceOf(application, clientId) || application.config.advanced.claimsScript !== ''

/** Scopes of OAuth2 Server applications open nothing (D1), and neither does a token that is meant for somebody else. */
function opened(
  application: Application,
  { scope, aud, clientId }: { scope: string; aud: unknown; clientId: string },
): ScopeRow[] {
  if (!opensTenantApis(application) || aud !== clientId) return []
  const names = scope.split(' ')
  return application.config.scope.scopes.filter(({ name }) => names.includes(name))
}

/** AS-18: a token that a confidential client got for a person ends with the client. */
async function isClientActive(tenant: Tenant, application: Application, clientId: string): Promise<boolean> {
  if (!isUserClient(application)) return true
  const [client] = await clientNamed(tenant.database.read, nameKey(clientId))
  return client?.state === 'None'
}

const clientNamed = prepared((db: Kysely<Tables>, key) =>
  db.selectFrom('user').select('state').where('name_key', '=', key),
)
