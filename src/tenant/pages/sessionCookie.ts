import type { FastifyReply, FastifyRequest } from 'fastify'
import { isUnprotected } from '#schema/plainHttp.ts'
import type { Tenant } from '../tenant.ts'
import { isForeign } from './ownForm.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Applications send the browser here, from wherever they are: the session counts although another site asked. Left out, it does not. */
    navigatedTo?: true
  }
}

// The one place that touches the cookie of a login session. What another site lets a browser send neither uses nor changes it, on any endpoint that does not
// say otherwise (login CSRF, NT-47).

/** The name is the contract's (contract.md 2.12). */
const name = '.ASPXAUTH'

/** Whether one came along, which says nothing of who made it come. */
export const bringsSession = ({ cookies }: FastifyRequest): boolean => cookies[name] !== undefined

/** The session that this browser has, where it counts. */
export const sessionIn = (tenant: Tenant, request: FastifyRequest): string | undefined =>
  counts(tenant, request) ? request.cookies[name] : undefined

export function giveSession(
  { tenant, request, reply }: { tenant: Tenant; request: FastifyRequest; reply: FastifyReply },
  value: string,
): FastifyReply {
  reply.header('cache-control', 'no-store')
  return counts(tenant, request) ? reply.setCookie(name, value, optionsOf(tenant)) : reply
}

export function takeSessionAway({
  tenant,
  request,
  reply,
}: {
  tenant: Tenant
  request: FastifyRequest
  reply: FastifyReply
}): FastifyReply {
  return counts(tenant, request) ? reply.clearCookie(name, optionsOf(tenant)) : reply
}

function counts(tenant: Tenant, request: FastifyRequest): boolean {
  if (!isForeign(tenant, request)) return true
  const { config } = request.routeOptions
  return config.navigatedTo === true && isVisit(request)
}

/** A page or a frame (an application looks in one whether somebody is still signed in), not an image or a script. */
const isVisit = ({ headers: { 'sec-fetch-dest': goal } }: FastifyRequest) =>
  goal === undefined || ['document', 'iframe', 'frame'].some((visited) => goal === visited)

/** Loopback hosts count as secure in browsers, also over plain http. */
const optionsOf = ({ url }: Tenant) =>
  ({ httpOnly: true, secure: !isUnprotected(url), sameSite: 'lax', path: '/' }) as const

/** What a program keeps of a sign-in by API, in the two cookies of the contract (2.7). No page has them, and nothing else reads them. */
type Pair = { token: string; refreshToken: string }

/** The pair that came along, where it counts; else two empty texts, which fit nothing. */
export function platformPairIn(tenant: Tenant, request: FastifyRequest): Pair {
  const [token, refreshToken] = platformNames(tenant).map((each) => request.cookies[each] ?? '')
  return isForeign(tenant, request) || !token || !refreshToken
    ? { token: '', refreshToken: '' }
    : { token, refreshToken }
}

export function givePlatformPair(
  tenant: Tenant,
  reply: FastifyReply,
  { token, refreshToken }: Pair,
): FastifyReply {
  const options = { ...optionsOf(tenant), sameSite: 'strict', path: '/OAuth2' } as const
  const [tokenName, refreshName] = platformNames(tenant)
  return reply.setCookie(tokenName, token, options).setCookie(refreshName, refreshToken, options)
}

const platformNames = ({ id }: Tenant) => [`idToken-${id}`, `refreshToken-${id}`] as const
