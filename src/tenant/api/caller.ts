import { mac } from '#platform/mac.ts'
import type { FastifyRequest } from 'fastify'
import { proofLasts } from '#schema/recentProof.ts'
import type { Actor } from '../actor.ts'
import { isConsole } from '../application/consoleClient.ts'
import type { Author } from '../audit/event.ts'
import { sessionHash } from '../audit/sessionHash.ts'
import { standingOf, type Standing } from '../directory/rightsOf.ts'
import { limitsOf } from '../oauth/opening.ts'
import { verifyAccessToken } from '../oauth/verifyAccessToken.ts'
import { bringsSession, sessionIn } from '../pages/sessionCookie.ts'
import { Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { liveSession } from '../directory/loginSession.ts'
import { deadCredential, recordRefused, RefusedCredential } from './refusedCredential.ts'
import { bearerOf } from '#platform/bearer.ts'

/**
 * Who calls, judged at this moment. Throws `unauthenticated` for a missing, expired or bad token. Credentials that are no good are recorded (AU-04);
 * a call without any is not, or whoever finds the port would write the log.
 */
export async function callerOf(tenant: Tenant, request: FastifyRequest): Promise<Actor> {
  try {
    return await judged(tenant, request)
  } catch (error) {
    if (error instanceof RefusedCredential) await recordRefused(tenant, request, error)
    throw error
  }
}

async function judged(tenant: Tenant, request: FastifyRequest): Promise<Actor> {
  const bearer = bearerOf(request) ?? cookieOf(tenant, request)
  if (bearer === undefined)
    throw new Problem('unauthenticated', 'This call needs an access token. Send it as Authorization: Bearer.')
  // No session and no opaque token has a dot
  const isJwt = bearer.includes('.')
  const session = isJwt ? null : await fromSession(tenant, bearer)
  const actor = session ?? (await fromAccessToken(tenant, bearer))
  if (actor) return actor
  const by = isJwt ? {} : { session: sessionHash(tenant.keys, macOf(tenant, bearer)) }
  throw deadCredential({ seen: 'a session or token that ended, was revoked or never was', by })
}

export function authorOf(request: FastifyRequest, actor: Actor | null): Author {
  return {
    id: actor?.id ?? null,
    name: actor?.name ?? 'anonymous',
    ip: request.clientAddress,
    correlationId: request.id,
    ...(actor ? { session: actor.sessionHash, roles: actor.administrativeRoleIds } : {}),
  }
}

/** D9: a browser adds the cookie by itself, so the call has to show that one of our own pages sent it (NT-47). */
function cookieOf(tenant: Tenant, request: FastifyRequest): string | undefined {
  const value = sessionIn(tenant, request)
  if (bringsSession(request) && (value === undefined || !isOwnCall(request)))
    throw new RefusedCredential(
      'forbidden',
      'A call that signs in with the session cookie needs the header X-IDAP-NATIVE-CLIENT, JSON, and no foreign origin.',
      { seen: 'a session cookie without what only our own pages send' },
    )
  return value
}

const nativeClient = ['x-idap-native-client', 'x-centrify-native-client', 'x-idaptive-native-client']

function isOwnCall({ headers, method }: FastifyRequest): boolean {
  return (
    nativeClient.some((name) => headers[name] !== undefined) &&
    (headers['sec-fetch-site'] ?? 'same-origin') === 'same-origin' &&
    (method === 'GET' || /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? ''))
  )
}

async function fromAccessToken(tenant: Tenant, token: string): Promise<Actor | null> {
  const verified = await verifyAccessToken(tenant, token)
  if (!verified) return null
  const { application, authorization, tokenId, holder, fault } = verified
  // A person's token came of a sign-in; a program's own did not
  const hash = sessionHash(tenant.keys, authorization?.session_mac ?? tokenId)
  if (fault)
    throw deadCredential({
      seen: `a token that nobody would get now (${fault.id}): ${fault.seen}`,
      by: { ...whose(holder), session: hash },
    })
  const throughConsole = application !== null && isConsole(application)
  const proofIsOld = authorization?.on_page === 1 && isOld(tenant, authorization.auth_time)
  const { scopes, powers } = limitsOf(authorization?.opened ?? null, verified.scopes)
  const own = cutTo(powers, held(await verified.holder.standing(), hash))
  const client = { applicationId: application?.id ?? null, clientId: verified.clientId }
  return { ...own, scopes, powers, sessionMac: null, client, throughConsole, proofIsOld }
}

/** what a person did not give when it was asked is not there, also where the right came later. */
export const cutTo = <Held extends Pick<Actor, 'rights' | 'systemAdministrator'>>(
  powers: Actor['powers'],
  standing: Held,
): Held =>
  powers === null
    ? standing
    : {
        ...standing,
        rights: new Set([...standing.rights].filter((right) => powers.has(right))),
        systemAdministrator: standing.systemAdministrator && powers.has('sysadmin'),
      }

async function fromSession(tenant: Tenant, value: string): Promise<Actor | null> {
  const sessionMac = macOf(tenant, value)
  const session = await liveSession(tenant, sessionMac)
  if (!session) return null
  const hash = sessionHash(tenant.keys, sessionMac)
  const standing = await standingOf(tenant.database.read, session.userId)
  if (!standing || standing.user.state !== 'None')
    throw deadCredential({
      seen: `a good session of an account that is ${standing?.user.state.toLowerCase() ?? 'deleted'}`,
      by: { ...whose(standing), session: hash },
    })
  const proofIsOld = session.onPage && isOld(tenant, session.authTime)
  const own = held(standing, hash)
  return { ...own, scopes: null, powers: null, sessionMac, client: null, throughConsole: false, proofIsOld }
}

const isOld = (tenant: Tenant, provenAt: number) => provenAt + proofLasts * 1000 < tenant.clock()

const macOf = (tenant: Tenant, session: string) => mac(tenant.keys, 'login-session', session)

const whose = (holder: Pick<Standing, 'user'> | null) =>
  holder ? { id: holder.user.id, name: holder.user.name } : {}

export function held(standing: Standing, hash: string) {
  const { user, rights, systemAdministrator, roleIds, groupIds, administrativeRoleIds } = standing
  return {
    id: user.id,
    name: user.name,
    displayName: user.display_name,
    rights,
    systemAdministrator,
    roleIds,
    groupIds,
    administrativeRoleIds,
    sessionHash: hash,
  }
}
