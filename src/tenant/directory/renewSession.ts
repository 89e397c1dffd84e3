import type { Transaction } from 'kysely'
import { mac, sameText } from '#platform/mac.ts'
import { randomToken } from '#platform/secret.ts'
import { lockObject } from '../object/takeObject.ts'
import type { Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { endOneSession } from './loginSession.ts'

/** What renews the session of this value, without being kept: it follows from the value, and only we can make it. */
export const refreshTokenOf = ({ keys }: Tenant, value: string): string => mac(keys, 'session-refresh', value)

type Renewed = { value: string; userId: string; userName: string; sessionMac: string }

/**
 * Another value for a session that a program began by API, also for one that was idle too long: for one caller, once (F2), of somebody who is active.
 * The end stays the one that was set at the sign-in, and so do the identity provider and what it proved; what was allowed goes on. Null when it is over,
 * which a pair that comes twice sees to (AS-05), or its identity provider was turned off (RP-14).
 */
export async function renewSession(
  tenant: Tenant,
  { value, refreshToken }: { value: string; refreshToken: string },
): Promise<Renewed | null> {
  if (!sameText(refreshToken, refreshTokenOf(tenant, value))) return null
  const before = macOf(tenant, value)
  const fresh = randomToken()
  const sessionMac = macOf(tenant, fresh)
  const at = tenant.clock()
  return tenant.database.write(async (tx) => {
    if (!(await isLetIn(tx, tenant, before))) return null
    const row = await tx
      .updateTable('login_session')
      .set({ ended_at: at })
      .where('session_mac', '=', before)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', at)
      .where('on_page', '=', 0)
      .returning(['user_id', 'created_at', 'expires_at', 'identity_provider_id', 'proved_at'])
      .executeTakeFirst()
    if (!row) {
      await endLine(tx, { before, at })
      return null
    }
    const user = await tx
      .selectFrom('user')
      .select(['name', 'state'])
      .where('id', '=', row.user_id)
      .executeTakeFirst()
    if (user?.state !== 'None') return null
    await tx
      .insertInto('login_session')
      .values({
        ...row,
        session_mac: sessionMac,
        last_used_at: at,
        ended_at: null,
        on_page: 0,
      })
      .execute()
    await tx
      .updateTable('authorization')
      .set({ session_mac: sessionMac })
      .where('session_mac', '=', before)
      .where('ended_at', 'is', null)
      .execute()
    return { value: fresh, userId: row.user_id, userName: user.name, sessionMac }
  })
}

/** RP-14: whether the identity provider of a session, where it has one, is active, and stays so until the transaction ends. */
async function isLetIn(tx: Transaction<Tables>, tenant: Tenant, sessionMac: string): Promise<boolean> {
  const session = await tx
    .selectFrom('login_session')
    .select('identity_provider_id as id')
    .where('session_mac', '=', sessionMac)
    .executeTakeFirst()
  if (!session || session.id === null) return true
  await lockObject({ tx, tenant }, { type: 'identityProvider', id: session.id })
  const provider = await tx
    .selectFrom('identity_provider')
    .select('active')
    .where('id', '=', session.id)
    .executeTakeFirst()
  return provider?.active === 1
}

/** One of two who had the same pair stole it: what came of it ends for both. Moment and person tell a sign-in from others. */
async function endLine(
  tx: Transaction<Tables>,
  { before, at }: { before: string; at: number },
): Promise<void> {
  const used = await tx
    .selectFrom('login_session')
    .select(['user_id', 'created_at'])
    .where('session_mac', '=', before)
    .where('ended_at', 'is not', null)
    .where('on_page', '=', 0)
    .executeTakeFirst()
  if (!used) return
  const alive = await tx
    .selectFrom('login_session')
    .select('session_mac')
    .where('user_id', '=', used.user_id)
    .where('created_at', '=', used.created_at)
    .where('ended_at', 'is', null)
    .where('on_page', '=', 0)
    .execute()
  for (const { session_mac: sessionMac } of alive) await endOneSession(tx, { sessionMac, at })
}

const macOf = ({ keys }: Tenant, value: string) => mac(keys, 'login-session', value)
