import { bearerOf } from '#platform/bearer.ts'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import { verifyAccessToken } from '../oauth/verifyAccessToken.ts'
import type { Tenant } from '../tenant.ts'

/** When the sign-in began that a call came of, in milliseconds; null for a program, which never signs in. */
export async function signedInAt(
  tenant: Tenant,
  { actor, request }: { actor: Actor; request: FastifyRequest },
): Promise<number | null> {
  const token = actor.sessionMac === null ? await verifyAccessToken(tenant, bearerOf(request) ?? '') : null
  const sessionMac = actor.sessionMac ?? token?.authorization?.session_mac ?? null
  if (sessionMac === null) return null
  const session = await tenant.database.read
    .selectFrom('login_session')
    .select('created_at')
    .where('session_mac', '=', sessionMac)
    .executeTakeFirst()
  return session?.created_at ?? null
}
