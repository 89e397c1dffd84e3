import { mac } from '#platform/mac.ts'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import type { Author } from '../audit/event.ts'
import { standingOf } from '../directory/rightsOf.ts'
import { verifyAccessToken } from '../oauth/verifyAccessToken.ts'
import { sessionCookie } from '../pages/sessionCookie.ts'
import { Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { liveSession } from '../directory/loginSession.ts'

/** Who calls, judged at this moment. Throws `unauthenticated` for a missing, expired or bad token. */
export async function callerOf(tenant: Tenant, request: FastifyRequest): Promise<Actor> {
  const bearer = bearerOf(request) ?? cookieOf(tenant, request)
  if (bearer === undefined)
    throw new Problem('unauthenticated', 'This call needs an access token. Send it as Authorization: Bearer.')
  // No session and no opaque token has a dot
  const session = bearer.includes('.') ? null : await fromSession(tenant, bearer)
  return session ?? fromAccessToken(tenant, bearer)
}

export function authorOf(request: FastifyRequest, actor: Actor | null): Author {
  return {
    id: actor?.id ?? null,
    name: actor?.name ?? 'anonymous',
    ip: request.clientAddress,
    correlationId: request.id,
  }
}

export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer +([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1]
}

/** D9: a browser adds the cookie by itself, so the call has to show that one of our own pages sent it (NT-47). */
function cookieOf(tenant: Tenant, request: FastifyRequest): string | undefined {
  const value = request.cookies[sessionCookie]
  if (value !== undefined && !isOwnCall(tenant, request))
    throw new Problem(
      'forbidden',
      'A call that signs in with the session cookie needs the header X-IDAP-NATIVE-CLIENT, JSON, and no foreign origin.',
    )
  return value
}

const nativeClient = ['x-idap-native-client', 'x-centrify-native-client', 'x-idaptive-native-client']

function isOwnCall({ url }: Tenant, { headers, method }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  return (
    nativeClient.some((name) => headers[name] !== undefined) &&
    (headers.origin === undefined || headers.origin === new URL(url).origin) &&
    (site === undefined || site === 'same-origin') &&
    (method === 'GET' || /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? ''))
  )
}

const ended = () =>
  new Problem(
    'unauthenticated',
    'The access token is not valid or has expired. Get a new one and repeat the call.',
  )

async function fromAccessToken(tenant: Tenant, token: string): Promise<Actor> {
  const verified = await verifyAccessToken(tenant, token)
  if (!verified) throw ended()
  const standing = await enabledStanding(tenant, verified.userId)
  return { ...standing, scopes: verified.scopes, sessionMac: null }
}

async function fromSession(tenant: Tenant, value: string): Promise<Actor | null> {
  const sessionMac = mac(tenant.keys, 'login-session', value)
  const session = await liveSession(tenant, sessionMac)
  if (!session) return null
  const standing = await enabledStanding(tenant, session.userId)
  return { ...standing, scopes: null, sessionMac }
}

async function enabledStanding(tenant: Tenant, userId: string) {
  const standing = await standingOf(tenant.database.read, userId)
  if (!standing || standing.user.state !== 'None') throw ended()
  const { user, rights, systemAdministrator, roleIds } = standing
  return {
    id: user.id,
    name: user.name,
    displayName: user.display_name,
    rights,
    systemAdministrator,
    roleIds,
  }
}
