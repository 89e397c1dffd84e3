import type { FastifyRequest } from 'fastify'
import { mac } from '#platform/mac.ts'
import { liveSession } from '../../directory/loginSession.ts'
import { sessionIn } from '../../pages/sessionCookie.ts'
import type { Tenant } from '../../tenant.ts'
import type { Wish } from './authorizeRequest.ts'
import { bearerOf } from '#platform/bearer.ts'

export type SignedIn = {
  userId: string
  userName: string
  sessionMac: string
  /** When the person proved who they are, here or at an identity provider, in milliseconds. */
  authTime: number
  /** When they came back to us. */
  startedAt: number
  /** Of who came through an identity provider (loginSession.ts). */
  elsewhere: { provedAt: number | null } | null
}

/** Who is signed in here: by cookie or by bearer, as the vendor takes both (contract.md 2.2). */
export async function signedIn(tenant: Tenant, request: FastifyRequest): Promise<SignedIn | null> {
  const value = bearerOf(request) ?? sessionIn(tenant, request)
  if (!value) return null
  const sessionMac = mac(tenant.keys, 'login-session', value)
  const session = await liveSession(tenant, sessionMac)
  if (!session) return null
  const user = await tenant.database.read
    .selectFrom('user')
    .select('name')
    .where('id', '=', session.userId)
    .executeTakeFirst()
  return user ? { ...session, userName: user.name, sessionMac } : null
}

/** Whether the sign-in is what the client asked for: recent enough, again if it said so, and of the person it named (AS-15). */
export function fits(
  session: SignedIn,
  { wish, hintedUser, now }: { wish: Wish; hintedUser: string | null; now: number },
): boolean {
  if (hintedUser !== null && hintedUser !== session.userId) return false
  // FC-06: coming back just now proves nothing of when they proved it there
  if (session.elsewhere) return fitsElsewhere(session.elsewhere, { wish, now })
  if (isJustNow(session, wish)) return true
  return !wish.again && (wish.longestAgo === null || session.authTime + wish.longestAgo >= now)
}

/** Whether the person signed in because this request asked for it. */
export const isJustNow = ({ startedAt }: SignedIn, { signedInAfter }: Wish): boolean =>
  signedInAfter !== null && startedAt >= signedInAfter

/** Seconds are what an identity provider counts, and its clock may differ by a minute. */
const skew = 61_000

function fitsElsewhere(
  { provedAt }: { provedAt: number | null },
  { wish, now }: { wish: Wish; now: number },
): boolean {
  const { again, signedInAfter, longestAgo } = wish
  if (!again && longestAgo === null) return true
  if (provedAt === null) return false
  if (again && (signedInAfter === null || provedAt + skew < signedInAfter)) return false
  return longestAgo === null || provedAt + longestAgo + skew >= now
}
