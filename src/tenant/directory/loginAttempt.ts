import { mac } from '#platform/mac.ts'
import { randomToken } from '#platform/secret.ts'
import { minutes } from '#schema/duration.ts'
import { nameKey } from '#schema/loginName.ts'
import type { Tenant } from '../tenant.ts'

const lifetime = minutes(10) * 1000

/** Begins a sign-in by API. Known and unknown names look alike (RL-03). */
export async function beginAttempt(
  tenant: Tenant,
  { name, source }: { name: string; source: string },
): Promise<{ sessionId: string; mechanismId: string }> {
  const sessionId = randomToken()
  const attemptMac = macOf(tenant, sessionId)
  const at = tenant.clock()
  const user = await tenant.database.read
    .selectFrom('user')
    .select('id')
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst()
  await tenant.database.write(async (tx) => {
    await tx.deleteFrom('login_attempt').where('expires_at', '<', at).execute()
    await tx
      .insertInto('login_attempt')
      .values({
        attempt_mac: attemptMac,
        user_id: user?.id ?? null,
        name: name.slice(0, 200),
        source,
        created_at: at,
        expires_at: at + lifetime,
        consumed_at: null,
      })
      .execute()
  })
  return { sessionId, mechanismId: mechanismOf(tenant, sessionId) }
}

/** Takes the attempt for one answer; null when it is unknown, used, expired, another mechanism's or another source's (NT-53). */
export async function takeAttempt(
  tenant: Tenant,
  { sessionId, mechanismId, source }: { sessionId: string; mechanismId: string; source: string },
): Promise<{ name: string } | null> {
  if (mechanismId !== mechanismOf(tenant, sessionId)) return null
  const at = tenant.clock()
  const row = await tenant.database.write((tx) =>
    tx
      .updateTable('login_attempt')
      .set({ consumed_at: at })
      .where('attempt_mac', '=', macOf(tenant, sessionId))
      .where('source', '=', source)
      .where('consumed_at', 'is', null)
      .where('expires_at', '>', at)
      .returning('name')
      .executeTakeFirst(),
  )
  return row ?? null
}

const macOf = (tenant: Tenant, sessionId: string) => mac(tenant.keys, 'login-attempt', sessionId)

const mechanismOf = (tenant: Tenant, sessionId: string) => mac(tenant.keys, 'login-mechanism', sessionId)
