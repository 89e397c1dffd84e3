import type { Kysely, Transaction } from 'kysely'
import { mac, sameText } from '#platform/mac.ts'
import { randomToken } from '#platform/secret.ts'
import { minutes } from '#schema/duration.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'

const lifetime = minutes(10) * 1000

/** What is asked for: a password, or after a right one another password. What is handed out for one step is worth nothing in the other. */
type Step = 'login-attempt' | 'new-password'

/** The ID of a sign-in, and who may go on with it. */
export type Held = { sessionId: string; source: string }

/** A sign-in that has begun. */
export type Attempt = { id: string; name: string; source: string; expiresAt: number }

/**
 * Begins a sign-in by API. The session ID says itself what the answer is for, under the server's mac: strangers can begin as many as they like, and
 * nothing is written before an answer. Known and unknown names look alike (RL-03).
 */
export function beginAttempt(
  tenant: Tenant,
  { name, source }: { name: string; source: string },
): { sessionId: string; mechanismId: string } {
  const attempt: Attempt = {
    id: randomToken(),
    name: name.slice(0, 200),
    source,
    expiresAt: tenant.clock() + lifetime,
  }
  const said = Buffer.from(JSON.stringify(attempt)).toString('base64url')
  const sessionId = sealOf(tenant, said) + said
  return { sessionId, mechanismId: mechanismOf(tenant, 'login-attempt', sessionId) }
}

/** What an answer is for; null when it is made up, expired, another mechanism's or another source's (NT-53). */
export function readAttempt(
  tenant: Tenant,
  { sessionId, mechanismId, source }: Held & { mechanismId: string },
): Attempt | null {
  if (mechanismId !== mechanismOf(tenant, 'login-attempt', sessionId)) return null
  const said = sessionId.slice(sealLength)
  if (!sameText(sessionId.slice(0, sealLength), sealOf(tenant, said))) return null
  const attempt = JSON.parse(Buffer.from(said, 'base64url').toString()) as Attempt
  return attempt.source === source && attempt.expiresAt > tenant.clock() ? attempt : null
}

/** Answered attempts that are known: of more, the oldest go. Whoever answers one of these again has one more try, as with a new attempt. */
export const mostTaken = 3000

/** Takes the attempt for an answer: true once (F2). */
export async function takeAttempt(tenant: Tenant, { id, expiresAt }: Attempt): Promise<boolean> {
  const at = tenant.clock()
  const taken = await tenant.database.write((tx) =>
    tx
      .insertInto('login_attempt')
      .values({
        attempt_mac: mac(tenant.keys, 'login-attempt', id),
        user_id: null,
        name: '',
        source: '',
        created_at: at,
        expires_at: expiresAt,
        consumed_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst(),
  )
  return taken.numInsertedOrUpdatedRows === 1n
}

const sealOf = (tenant: Tenant, said: string) => mac(tenant.keys, 'login-attempt session', said)
/** Letters of an HMAC-SHA256 as base64url. */
const sealLength = 43

export async function insertStep(
  tenant: Tenant,
  step: Step,
  { sessionId, source, userId, name }: Held & { userId: string | null; name: string },
): Promise<void> {
  const at = tenant.clock()
  await tenant.database.write((tx) =>
    tx
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
      .execute(),
  )
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
