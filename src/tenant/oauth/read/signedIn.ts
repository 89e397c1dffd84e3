import type { FastifyRequest } from 'fastify'
import { mac } from '#platform/mac.ts'
import type { Application } from '#schema/application/wire.ts'
import { bearerOf } from '../../api/caller.ts'
import { liveSession } from '../../directory/loginSession.ts'
import { sessionCookie } from '../../pages/sessionCookie.ts'
import type { Tenant } from '../../tenant.ts'
import { readIdTokenHint } from '../issue/idToken.ts'
import type { Wish } from './authorizeRequest.ts'

export type SignedIn = { userId: string; userName: string; sessionMac: string; authTime: number }

/** Who is signed in here: by cookie or by bearer, as the vendor takes both (tenant-api.md 2.2). */
export async function signedIn(tenant: Tenant, request: FastifyRequest): Promise<SignedIn | null> {
  const value = bearerOf(request) ?? request.cookies[sessionCookie]
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
export async function fits(
  tenant: Tenant,
  application: Application,
  { session, wish }: { session: SignedIn; wish: Wish },
): Promise<boolean> {
  const { again, longestAgo, signedInAfter, idTokenHint } = wish
  const justNow = signedInAfter !== null && session.authTime >= signedInAfter
  if (!justNow && again) return false
  if (!justNow && longestAgo !== null && session.authTime + longestAgo < tenant.clock()) return false
  if (idTokenHint === null) return true
  const hinted = await readIdTokenHint(tenant, application, idTokenHint)
  return hinted !== null && hinted.userId === session.userId
}
