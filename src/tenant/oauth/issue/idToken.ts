import { createHash } from 'node:crypto'
import { verifyToken } from '#platform/verifyToken.ts'
import type { Application } from '#schema/application/wire.ts'
import type { Tenant } from '../../tenant.ts'
import type { KeyRing } from '../keys/keyRing.ts'
import { lifetimeOf } from './accessToken.ts'
import { issuerOf } from './issuer.ts'
import { claimsOfPerson, type Person } from './person.ts'
import type { ScriptedToken } from './scriptClaims.ts'
import { signJwt } from './signJwt.ts'

/** What is issued together with an ID token, which it is bound to (OpenID Connect Core §3.1.3.6, §3.3.2.11). */
type Bound = { accessToken?: string | undefined; code?: string | undefined }

const idTokenType = 'JWT'

/** An ID token for the client that signed the person in (OpenID Connect Core §2). */
export function signIdToken(
  keyRing: KeyRing,
  request: ScriptedToken & { application: Application; person: Person } & Bound,
): Promise<string> {
  const { application, accessToken, code, nonce } = request
  const issuedAt = Math.floor(request.now / 1000)
  const claims = {
    auth_time: Math.floor(request.authTime / 1000),
    unique_name: request.subject.name,
    ...(accessToken === undefined ? {} : { at_hash: leftHalfHash(accessToken) }),
    ...(code === undefined ? {} : { c_hash: leftHalfHash(code) }),
    ...(nonce === null ? {} : { nonce }),
    ...claimsOfPerson(request.person, request.scopes),
    ...addedByScript(request),
    iss: issuerOf(request.tenantUrl, application.config),
    sub: request.subject.id,
    aud: request.clientId,
    iat: issuedAt,
    exp: issuedAt + lifetimeOf(request),
  }
  return signJwt(keyRing, { type: idTokenType, claims })
}

/** But for aud: an ID token is for the client that asked, which refuses any other (OpenID Connect Core §2, §3.1.3.7). */
const addedByScript = ({ scriptClaims }: ScriptedToken) =>
  Object.fromEntries(
    scriptClaims.filter(({ name }) => name !== 'aud').map(({ name, value }) => [name, value]),
  )

/**
 * Whose ID token it is, when this application issued it; null for any other text. As a hint it may have expired (OpenID Connect RP-Initiated
 * Logout §2).
 */
export async function readIdTokenHint(
  tenant: Tenant,
  application: Application,
  hint: string,
): Promise<{ userId: string; clientId: string } | null> {
  const claims = await verifyToken(hint, {
    keyOf: (kid) => tenant.keyRing.verifying(kid),
    type: idTokenType,
    requiredClaims: [],
    issuer: issuerOf(tenant.url, application.config),
    now: tenant.clock(),
    mayBeExpired: true,
  })
  if (claims === null || typeof claims.aud !== 'string') return null
  return { userId: claims.sub ?? '', clientId: claims.aud }
}

// The left half of the SHA-256 of the token
const leftHalfHash = (token: string) =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
