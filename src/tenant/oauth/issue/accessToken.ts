import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { ExplainedClaim } from '#schema/judgement.ts'
import type { Application } from '#schema/application/wire.ts'
import type { KeyRing } from '../keys/keyRing.ts'
import { issuerOf } from './issuer.ts'

export type TokenRequest = {
  application: Application
  tenantUrl: string
  clientId: string
  subject: { id: string; name: string }
  scopes: readonly string[]
  nonce: string | null
  /** The jti. */
  tokenId: string
  /** Milliseconds: when the person or client proved who it is. */
  authTime: number
  /** Milliseconds. */
  now: number
}

/** RFC 9068 §2.1: keeps an ID token from passing as an access token. */
export const accessTokenType = 'at+jwt'

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)

/** The claims of an access token (D6, tenant-api.md 2.9), each with where its value comes from. */
export function accessTokenClaims({ application, tenantUrl, ...request }: TokenRequest): ExplainedClaim[] {
  const { config } = application
  const issuedAt = seconds(request.now)
  const claims: ExplainedClaim[] = [
    {
      name: 'iss',
      value: issuerOf(tenantUrl, config),
      origin: config.generalUsage.issuer ? 'Issuer, on General Usage' : 'Tenant address and Application ID',
    },
    { name: 'aud', value: request.clientId, origin: 'The client ID that asked' },
    { name: 'sub', value: request.subject.id, origin: 'The user’s ID' },
    { name: 'unique_name', value: request.subject.name, origin: 'The user’s login name' },
    { name: 'scope', value: request.scopes.join(' '), origin: 'The scopes that were granted' },
    { name: 'client_id', value: request.clientId, origin: 'The client ID that asked' },
    {
      name: 'auth_time',
      value: seconds(request.authTime),
      origin: 'When the client or person proved who it is',
    },
    { name: 'iat', value: issuedAt, origin: 'The moment of issue' },
    {
      name: 'exp',
      value: issuedAt + config.tokens.tokenLifetime,
      origin: 'The moment of issue plus Token Lifetime',
    },
    { name: 'jti', value: request.tokenId, origin: 'New for every token' },
  ]
  if (request.nonce !== null)
    claims.push({ name: 'nonce', value: request.nonce, origin: 'Sent by the client' })
  return claims
}

export async function signAccessToken(keyRing: KeyRing, claims: readonly ExplainedClaim[]): Promise<string> {
  const { kid, key } = await keyRing.signing()
  return new SignJWT(Object.fromEntries(claims.map(({ name, value }) => [name, value])))
    .setProtectedHeader({ alg: 'RS256', kid, typ: accessTokenType })
    .sign(key)
}

/** The token's ID begins with the application's row key, so that its application is found whatever its issuer is called. */
export const newTokenId = (applicationRowKey: string) => `${applicationRowKey}.${randomUUID()}`

export const applicationOfToken = (jti: string) => jti.slice(0, jti.lastIndexOf('.'))
