import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Application } from '#schema/application/wire.ts'
import type { Author } from '../../audit/event.ts'
import type { Tenant } from '../../tenant.ts'
import type { Verdict } from '../check.ts'
import type { Person } from '../grants/grant.ts'
import { accessTokenClaims, signAccessToken, type TokenRequest } from '../issue/accessToken.ts'
import { signIdToken } from '../issue/idToken.ts'
import { invalidRequest, refuse, uncached } from './reply.ts'

/** A request at the token endpoint and its reply; `application` is null while it is unknown. */
export type TokenExchange = {
  tenant: Tenant
  request: FastifyRequest
  reply: FastifyReply
  application: Application | null
}

/** Signs while the event is written; answers when both are done. */
export async function issueTokens(
  { tenant, request, reply }: TokenExchange,
  { token, person }: { token: TokenRequest; person: Person | null },
) {
  const claims = accessTokenClaims(token)
  const { application, clientId, subject } = token
  const scope = token.scopes.join(' ')
  const lifetime = application.config.tokens.tokenLifetime
  const [accessToken] = await Promise.all([
    signAccessToken(tenant.keyRing, claims),
    tenant.events.record(authorOf(request, subject), {
      type: 'Cloud.OAuth2.Token.Issued',
      ...about(application),
      detail: { clientId, scope, expiresIn: lifetime, jti: claims.find(({ name }) => name === 'jti')?.value },
    }),
  ])
  const idToken =
    person && token.scopes.includes('openid')
      ? await signIdToken(tenant.keyRing, { ...token, ...person, accessToken })
      : undefined
  return uncached(reply).send({
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: lifetime,
    scope,
    ...(idToken ? { id_token: idToken } : {}),
  })
}

/** Every refusal is told twice: to the caller in the contract's words, and in the event with the precise reason. */
export async function refuseToken(
  { tenant, request, reply, application }: TokenExchange,
  { judgements, refusal }: Verdict,
  clientId = 'anonymous',
) {
  const failed = judgements.at(-1)
  await tenant.events.record(authorOf(request, { id: null, name: clientId }), {
    type: 'Cloud.OAuth2.Token.Refused',
    level: 'Warning',
    ...(application ? about(application) : {}),
    detail: { error: refusal?.error, check: failed?.id, expected: failed?.expected, seen: failed?.seen },
  })
  return refuse(reply, refusal ?? invalidRequest('the request cannot be answered'), request.id)
}

/** A request that cannot be judged, because it cannot be read. */
export function refuseUnread(exchange: TokenExchange, fault: string, refusal = invalidRequest(fault)) {
  const readable = {
    id: 'requestReadable',
    passed: false,
    expected: 'A request as RFC 6749 has it',
    seen: fault,
  }
  return refuseToken(exchange, { judgements: [readable], refusal })
}

/** @param wait milliseconds until the next try */
export function tooManyAttempts({ request, reply }: TokenExchange, wait: number) {
  const seconds = Math.ceil(wait / 1000)
  reply.header('retry-after', seconds)
  const description = `too many failed attempts, wait ${seconds} seconds`
  return refuse(reply, { status: 429, error: 'temporarily_unavailable', description }, request.id)
}

const about = (application: Application) => ({
  application: { id: application.id, name: application.config.description.name },
})

const authorOf = (request: FastifyRequest, { id, name }: { id: string | null; name: string }): Author => ({
  id,
  name,
  ip: request.clientAddress,
  correlationId: request.id,
})
