import { createHash } from 'node:crypto'
import { SignJWT } from 'jose'
import type { KeyRing } from '../keys/keyRing.ts'
import { issuerOf } from './issuer.ts'
import type { TokenRequest } from './accessToken.ts'

/** An ID token for the client that redeemed a code (OpenID Connect Core §2), bound to its access token by at_hash. */
export async function signIdToken(
  keyRing: KeyRing,
  request: TokenRequest & { accessToken: string; displayName: string; mail: string },
): Promise<string> {
  const { kid, key } = await keyRing.signing()
  const { config } = request.application
  const has = (scope: string) => request.scopes.includes(scope)
  return new SignJWT({
    auth_time: Math.floor(request.authTime / 1000),
    unique_name: request.subject.name,
    at_hash: leftHalfHash(request.accessToken),
    ...(request.nonce === null ? {} : { nonce: request.nonce }),
    ...(has('profile') ? { name: request.displayName, preferred_username: request.subject.name } : {}),
    ...(has('email') && request.mail ? { email: request.mail, email_verified: false } : {}),
  })
    .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
    .setIssuer(issuerOf(request.tenantUrl, config))
    .setSubject(request.subject.id)
    .setAudience(request.clientId)
    .setIssuedAt(new Date(request.now))
    .setExpirationTime(new Date(request.now + config.tokens.tokenLifetime * 1000))
    .sign(key)
}

// OpenID Connect Core §3.1.3.6: the left half of the SHA-256 of the token
const leftHalfHash = (token: string) =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
