import { audienceOf } from '#schema/application/ofTemplate.ts'
import { tokens } from '#schema/application/tokens.ts'
import type { ExplainedClaim } from '#schema/judgement.ts'
import type { Tenant } from '../../tenant.ts'
import { makeOpaqueToken } from '../opaqueTokens.ts'
import { issuerOf, platformIssuer } from './issuer.ts'
import type { ScriptedToken } from './scriptClaims.ts'
import { signJwt } from './signJwt.ts'
import type { TokenRequest } from './tokenRequest.ts'

/** RFC 9068 §2.1: keeps an ID token from passing as an access token. */
export const accessTokenType = 'at+jwt'

/** Seconds. */
export const lifetimeOf = ({ application }: Pick<TokenRequest, 'application'>): number =>
  application === null ? tokens.settings.tokenLifetime.default : application.config.tokens.tokenLifetime

/** The claims of an access token (D6, contract.md 2.9), each with where its value comes from. */
export function accessTokenClaims(request: ScriptedToken): ExplainedClaim[] {
  const { application, clientId } = request
  const issuedAt = seconds(request.now)
  const claims: ExplainedClaim[] = [
    issuerClaim(request),
    audienceClaim(request),
    { name: 'sub', value: request.subject.id, origin: 'The user’s ID' },
    { name: 'unique_name', value: request.subject.name, origin: 'The user’s login name' },
    { name: 'client_id', value: clientId, origin: 'The client ID that asked' },
    {
      name: 'auth_time',
      value: seconds(request.authTime),
      origin: 'When the client or person proved who it is',
    },
    { name: 'iat', value: issuedAt, origin: 'The moment of issue' },
    {
      name: 'exp',
      value: issuedAt + lifetimeOf(request),
      origin: 'The moment of issue plus Token Lifetime',
    },
    { name: 'jti', value: request.tokenId, origin: 'New for every token' },
  ]
  if (application !== null)
    claims.splice(4, 0, {
      name: 'scope',
      value: request.scopes.join(' '),
      origin: 'The scopes that were granted',
    })
  if (request.nonce !== null)
    claims.push({ name: 'nonce', value: request.nonce, origin: 'Sent by the client' })
  return scripted(claims, request.scriptClaims)
}

/** A script replaces aud and adds the rest: other claims of the tenant it cannot name (claimRules.ts). */
function scripted(claims: readonly ExplainedClaim[], added: ScriptedToken['scriptClaims']): ExplainedClaim[] {
  const explained = added.map((claim) => ({ ...claim, origin: 'Claims script, on Advanced' }))
  const replaced = claims.map((claim) => explained.find(({ name }) => name === claim.name) ?? claim)
  return [...replaced, ...explained.filter((claim) => !replaced.includes(claim))]
}

/** Makes the token of the kind that the application's Token Type names. */
export function issueAccessToken(tenant: Tenant, request: ScriptedToken): Promise<string> {
  const claims = valuesOf(accessTokenClaims(request))
  return request.application?.config.tokens.tokenType === 'Opaque'
    ? makeOpaqueToken(tenant, {
        claims,
        expiresAt: (seconds(request.now) + lifetimeOf(request)) * 1000,
      })
    : signJwt(tenant.keyRing, { type: accessTokenType, claims })
}

function issuerClaim({ application, tenantUrl }: TokenRequest): ExplainedClaim {
  if (application === null) return { name: 'iss', value: platformIssuer(tenantUrl), origin: 'Tenant address' }
  const value = issuerOf(tenantUrl, application.config)
  const isSetting = value === application.config.generalUsage.issuer
  const origin = isSetting ? 'Issuer, on General Usage' : 'Tenant address and Application ID'
  return { name: 'iss', value, origin }
}

function audienceClaim({ application, clientId }: TokenRequest): ExplainedClaim {
  const value = application === null ? clientId : audienceOf(application, clientId)
  return {
    name: 'aud',
    value,
    origin: value === clientId ? 'The client ID that asked' : 'Audience, on General Usage',
  }
}

const valuesOf = (claims: readonly ExplainedClaim[]) =>
  Object.fromEntries(claims.map(({ name, value }) => [name, value]))

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)
