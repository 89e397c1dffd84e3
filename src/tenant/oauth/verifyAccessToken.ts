import { verifyToken } from '#platform/verifyToken.ts'
import { audienceOf, opensTenantApis } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import type { Judgement } from '#schema/judgement.ts'
import type { ScopeRow } from '#schema/scopeRow.ts'
import { loadApplication } from '../application/loadApplication.ts'
import { holderOf, type Holder } from '../directory/rightsOf.ts'
import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { liveAuthorization } from './authorizations.ts'
import { hasClientUser, judgeInUse } from './inUse.ts'
import { accessTokenType } from './issue/accessToken.ts'
import { issuerOf, platformIssuer } from './issue/issuer.ts'
import { originOfToken } from './issue/tokenId.ts'
import { claimsOfOpaqueToken } from './opaqueTokens.ts'
import { clientOfPerson, factsOfHolder } from './read/clientFacts.ts'
import { endsOf } from './revokedTokens.ts'

type Claims = Record<string, unknown>

type Common = {
  tokenId: string
  userId: string
  clientId: string
  /** Null for a token of the platform itself, which no application limits. */
  application: Application | null
  /** What the person allowed, for a token that came of a sign-in. */
  authorization: Row<'authorization'> | null
}

export type LiveToken = Common & {
  /** Every claim, also of a token that shows none. */
  claims: Claims
  /** What it opens of the tenant API; null for everything that the user's rights allow. */
  scopes: ScopeRow[] | null
  holder: Holder
  fault: null
}

/** A token that has been neither revoked nor has expired, but opens nothing while something that it stands on is missing. */
export type DeadToken = Common & {
  holder: Holder | null
  fault: Judgement
}

export type AccessToken = LiveToken | DeadToken

/**
 * An access token of this tenant, JWT or opaque, checked in full (F11, AS-14, AS-20), or null. What it stands on is judged as it is now, and so are its
 * scopes: a narrowed pattern counts for tokens already issued (SC-08).
 */
export async function verifyAccessToken(
  tenant: Tenant,
  token: string,
  /** An application that was read for this request: the token may be its own. */
  known?: Application,
): Promise<AccessToken | null> {
  const claims = await claimsOf(tenant, token)
  if (claims === null) return null
  const { jti, sub, iat, client_id: clientId, scope } = claims
  if (typeof jti !== 'string' || typeof sub !== 'string' || typeof clientId !== 'string') return null
  // BK-02: none from before the database was put back
  if (typeof iat !== 'number' || iat * 1000 < tenant.epoch) return null
  const origin = originOfToken(jti)
  const { applicationId, authorizationId, given } = origin
  const [application, authorization, { revoked, secretOwner }, holder] = await Promise.all([
    applicationOf(tenant, applicationId, known),
    authorizationId === null ? null : liveAuthorization(tenant, authorizationId),
    endsOf(tenant, { tokenId: jti, secretId: given?.secretId ?? null }),
    holderOf(tenant.database.read, sub),
  ])
  if (revoked || (authorizationId !== null && authorization === null)) return null
  const { aud } = claims
  const scopes = scopesIn(tenant, {
    applicationId,
    application,
    claims: { iss: claims['iss'], aud, clientId, scope },
  })
  if (scopes === undefined) return null
  const { judgements, refusal } = judgeInUse({
    origin,
    application,
    clientId,
    user: holder && (await factsOfHolder(application, holder)),
    clientUser:
      application !== null && hasClientUser(application, origin)
        ? await clientOfPerson(tenant, clientId)
        : null,
    secretOwner,
  })
  const read = { tokenId: jti, userId: sub, clientId, application, authorization }
  const fault = refusal && judgements.at(-1)
  if (fault) return { ...read, holder, fault }
  return holder && { ...read, claims, scopes, holder, fault: null }
}

type ClaimsOfApplication = { iss: unknown; aud: unknown; clientId: string; scope: unknown }

/** What a token opens; undefined when it is none of the application, or of the platform, that its ID names. */
function scopesIn(
  { url }: Tenant,
  {
    applicationId,
    application,
    claims: { iss, aud, clientId, scope },
  }: { applicationId: string | null; application: Application | null; claims: ClaimsOfApplication },
): ScopeRow[] | null | undefined {
  if (applicationId === null) return iss === platformIssuer(url) ? null : undefined
  if (!application || iss !== issuerOf(url, application.config)) return undefined
  if (typeof scope !== 'string' || !isAudience(application, { aud, clientId })) return undefined
  return opened(application, { aud, clientId, scope })
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
