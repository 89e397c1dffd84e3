import type { Kysely, Transaction } from 'kysely'
import { mac } from '#platform/mac.ts'
import { randomToken } from '#platform/secret.ts'
import { minutes } from '#schema/duration.ts'
import { nameKey } from '#schema/loginName.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'

const lifetime = minutes(10) * 1000

/** What is asked for: a password, or after a right one another password. What is handed out for one step is worth nothing in the other. */
type Step = 'login-attempt' | 'new-password'

/** The ID of a sign-in, and who may go on with it. */
export type Held = { sessionId: string; source: string }

/** Begins a sign-in by API. Known and unknown names look alike (RL-03). */
export async function beginAttempt(
  tenant: Tenant,
  { name, source }: { name: string; source: string },
): Promise<{ sessionId: string; mechanismId: string }> {
  const user = await tenant.database.read
    .selectFrom('user')
    .select('id')
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst()
  const held = { sessionId: randomToken(), source }
  await insertStep(tenant, 'login-attempt', { ...held, userId: user?.id ?? null, name: name.slice(0, 200) })
  return { sessionId: held.sessionId, mechanismId: mechanismOf(tenant, 'login-attempt', held.sessionId) }
}

/** Takes the attempt for one answer; null when it is unknown, used, expired, another mechanism's or another source's (NT-53). */
export async function takeAttempt(
  tenant: Tenant,
  { mechanismId, ...held }: Held & { mechanismId: string },
): Promise<{ name: string } | null> {
  if (mechanismId !== mechanismOf(tenant, 'login-attempt', held.sessionId)) return null
  return tenant.database.write((tx) => takeStep(tx, tenant, 'login-attempt', held))
}

export async function insertStep(
  tenant: Tenant,
  step: Step,
  { sessionId, source, userId, name }: Held & { userId: string | null; name: string },
): Promise<void> {
  const at = tenant.clock()
  await tenant.database.write(async (tx) => {
    await tx.deleteFrom('login_attempt').where('expires_at', '<', at).execute()
    await tx
      .insertInto('login_attempt')
      .values({
        attempt_mac: mac(tenant.keys, step, sessionId),
        user_id: userId,
        name,
        source,
        created_at: at,
        expires_at: at + lifetime,
        consumed_at: null,
      })
      .execute()
  })
}

/** A step that can be taken, without taking it. */
export async function liveStep(
  db: Kysely<Tables>,
  tenant: Tenant,
  step: Step,
  { sessionId, source }: Held,
): Promise<Row<'login_attempt'> | null> {
  const row = await db
    .selectFrom('login_attempt')
    .selectAll()
    .where('attempt_mac', '=', mac(tenant.keys, step, sessionId))
    .where('source', '=', source)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', tenant.clock())
    .executeTakeFirst()
  return row ?? null
}

/** Takes a step, once (F2). */
export async function takeStep(
  tx: Transaction<Tables>,
  tenant: Tenant,
  step: Step,
  { sessionId, source }: Held,
): Promise<Row<'login_attempt'> | null> {
  const at = tenant.clock()
  const row = await tx
    .updateTable('login_attempt')
    .set({ consumed_at: at })
    .where('attempt_mac', '=', mac(tenant.keys, step, sessionId))
    .where('source', '=', source)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', at)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

const mechanisms = { 'login-attempt': 'login-mechanism', 'new-password': 'new-password-mechanism' } as const

/** Nobody who was not given it can name it. */
export const mechanismOf = (tenant: Tenant, step: Step, sessionId: string) =>
  mac(tenant.keys, mechanisms[step], sessionId)
