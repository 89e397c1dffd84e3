import type { Transaction } from 'kysely'
import { mac } from '#platform/mac.ts'
import { seal, unseal } from '#platform/seal.ts'
import { randomToken } from '#platform/secret.ts'
import { hours, minutes } from '#schema/duration.ts'
import { dayOf } from '../days.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'

/** Milliseconds that a session lives without use. */
export const idle = minutes(30) * 1000
/** Milliseconds from sign-in to the end of a session, however it is used. */
export const longestSession = hours(8) * 1000
/** A use is written down at most this often, so that reading does not become writing. */
const useStep = minutes(1) * 1000

/** The identity provider that says who it is, and when that was proved there, in milliseconds. `idToken` is kept where the session is to be ended there too. */
export type Through = { identityProvider: string; provedAt: number | null; idToken: string | null }

/** Begins a login session, as part of another change; the value is the cookie, and a bearer (contract.md 2.12). Only its mac is kept (F3). */
export async function startSession(
  { tx, tenant }: Pick<Write, 'tx' | 'tenant'>,
  { userId, onPage, through = null }: { userId: string; onPage: boolean; through?: Through | null },
): Promise<{ value: string; sessionMac: string }> {
  const value = randomToken()
  const sessionMac = mac(tenant.keys, 'login-session', value)
  const at = tenant.clock()
  await tx
    .insertInto('login_session')
    .values({
      session_mac: sessionMac,
      user_id: userId,
      created_at: at,
      last_used_at: at,
      expires_at: at + longestSession,
      ended_at: null,
      on_page: onPage ? 1 : 0,
      identity_provider_id: through?.identityProvider ?? null,
      proved_at: through?.provedAt ?? null,
      sealed_id_token:
        typeof through?.idToken === 'string'
          ? seal(tenant.keys, through.idToken, idTokenOf(sessionMac))
          : null,
    })
    .execute()
  await tx
    .updateTable('user')
    .set({ last_login_at: at, last_login_day: dayOf(at), signed_in: 1 })
    .where('id', '=', userId)
    .execute()
  return { value, sessionMac }
}

const idTokenOf = (sessionMac: string) => ({ type: 'login session', id: sessionMac, field: 'ID token' })

/**
 * Through which identity provider a session began, also one that nobody used for long or that has ended just now: the one there may go on. Null for who
 * signed in here.
 */
export async function beganThrough(
  { database, keys }: Pick<Tenant, 'database' | 'keys'>,
  sessionMac: string,
): Promise<{ userId: string; identityProvider: string; idToken: string | null; ended: boolean } | null> {
  const row = await database.read
    .selectFrom('login_session')
    .select(['user_id', 'identity_provider_id', 'sealed_id_token', 'ended_at'])
    .where('session_mac', '=', sessionMac)
    .executeTakeFirst()
  if (!row || row.identity_provider_id === null) return null
  const { user_id: userId, identity_provider_id: identityProvider, sealed_id_token: sealed } = row
  const idToken = sealed === null ? null : unseal(keys, sealed, idTokenOf(sessionMac))
  return { userId, identityProvider, idToken, ended: row.ended_at !== null }
}

export type LiveSession = {
  userId: string
  authTime: number
  startedAt: number
  /** Of who came through an identity provider: when it says that they proved who they are, in milliseconds; null where it says nothing. */
  elsewhere: { provedAt: number | null } | null
  onPage: boolean
}

/** The session while it is alive: not ended, not idle for half an hour, not older than eight hours. */
export async function liveSession(tenant: Tenant, sessionMac: string): Promise<LiveSession | null> {
  const at = tenant.clock()
  const row = await tenant.database.read
    .selectFrom('login_session')
    .leftJoin('identity_provider', 'identity_provider.id', 'login_session.identity_provider_id')
    .selectAll('login_session')
    .select('identity_provider.active as provider')
    .where('session_mac', '=', sessionMac)
    .executeTakeFirst()
  if (!row || row.ended_at !== null || row.expires_at <= at || row.last_used_at + idle <= at) return null
  if (row.last_used_at + useStep <= at)
    await tenant.database.write((tx) =>
      tx
        .updateTable('login_session')
        .set({ last_used_at: at })
        .where('session_mac', '=', sessionMac)
        .execute(),
    )
  // RP-14: also one that began while its identity provider was switched off
  if (row.identity_provider_id !== null && row.provider !== 1) return null
  const { user_id: userId, created_at: startedAt, proved_at: provedAt } = row
  const elsewhere = row.identity_provider_id === null ? null : { provedAt }
  return { userId, authTime: provedAt ?? startedAt, startedAt, elsewhere, onPage: row.on_page === 1 }
}

/** A session that has not ended, which holds until the transaction does: who ends it meanwhile waits, and then ends what was written. */
export const holdSession = (
  tx: Transaction<Tables>,
  { sessionMac, at }: { sessionMac: string; at: number },
): Promise<Pick<Row<'login_session'>, 'on_page' | 'identity_provider_id'> | undefined> =>
  tx
    .updateTable('login_session')
    .set({ last_used_at: at })
    .where('session_mac', '=', sessionMac)
    .where('ended_at', 'is', null)
    .returning(['on_page', 'identity_provider_id'])
    .executeTakeFirst()

/**
 * Ends the session that a browser had before somebody signed in there anew. What the same person allowed in it goes on in the new one, and so ends
 * when that does; what somebody else allowed has ended (LO-04).
 */
export async function replaceSession(
  tenant: Tenant,
  { value, by: { user, session } }: { value: string | undefined; by: Started },
): Promise<void> {
  if (!value) return
  const before = mac(tenant.keys, 'login-session', value)
  await tenant.database.write(async (tx) => {
    await endLoginSession(tx, { sessionMac: before, at: tenant.clock() })
    await tx
      .updateTable('authorization')
      .set({ session_mac: session.sessionMac })
      .where('session_mac', '=', before)
      .where('user_id', '=', user.id)
      .where('ended_at', 'is', null)
      .execute()
    await endAllowedIn(tx, { sessionMac: before, at: tenant.clock() })
  })
}

type Started = { user: { id: string }; session: { sessionMac: string } }

/** Ends a session, and with it every token that a client got through it (LO-04). */
export async function endSession(tenant: Tenant, sessionMac: string): Promise<void> {
  const at = tenant.clock()
  await tenant.database.write((tx) => endOneSession(tx, { sessionMac, at }))
}

/** The same as part of another change. */
export async function endOneSession(tx: Transaction<Tables>, ending: Ending): Promise<void> {
  await endLoginSession(tx, ending)
  await endAllowedIn(tx, ending)
}

type Ending = { sessionMac: string; at: number }

const endLoginSession = (tx: Transaction<Tables>, { sessionMac, at }: Ending) =>
  tx
    .updateTable('login_session')
    .set({ ended_at: at })
    .where('session_mac', '=', sessionMac)
    .where('ended_at', 'is', null)
    .execute()

const endAllowedIn = (tx: Transaction<Tables>, { sessionMac, at }: Ending) =>
  tx
    .updateTable('authorization')
    .set({ ended_at: at })
    .where('session_mac', '=', sessionMac)
    .where('ended_at', 'is', null)
    .execute()

/**
 * Ends every session that began through an identity provider, or those of one user, and what was allowed in one: part of the change that turns it off
 * (RP-14) or unlinks the user. Refresh tokens outlive the row of their session.
 */
export async function endSessionsThrough(
  tx: Transaction<Tables>,
  { identityProvider, userId, at }: { identityProvider: string; userId?: string; at: number },
): Promise<void> {
  for (const table of ['authorization', 'login_session'] as const)
    await tx
      .updateTable(table)
      .set({ ended_at: at })
      .where('identity_provider_id', '=', identityProvider)
      .$if(userId !== undefined, (query) => query.where('user_id', '=', userId ?? ''))
      .where('ended_at', 'is', null)
      .execute()
  await waiting(tx, at)
    .where('identity_provider_id', '=', identityProvider)
    .$if(userId !== undefined, (query) => query.where('user_id', '=', userId ?? ''))
    .execute()
}

/** Sign-ins of programs for which a PIN was shown, and those that wait for somebody who was asked: without a user they let nobody in any more (FC-17). */
const waiting = (tx: Transaction<Tables>, at: number) =>
  tx.updateTable('program_sign_in').set({ consumed_at: at, user_id: null }).where('consumed_at', 'is', null)

/** Ends every session of a user and all that was allowed in them, as part of another change. */
export async function endSessions(
  tx: Transaction<Tables>,
  { userId, at }: { userId: string; at: number },
): Promise<void> {
  await tx
    .updateTable('login_session')
    .set({ ended_at: at })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute()
  await tx
    .updateTable('authorization')
    .set({ ended_at: at })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute()
  await waiting(tx, at).where('user_id', '=', userId).execute()
}
