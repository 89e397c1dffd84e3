import type { Kysely, Transaction } from 'kysely'
import { mac } from '#platform/mac.ts'
import { randomToken } from '#platform/secret.ts'
import { hours } from '#schema/duration.ts'
import { Problem } from '../problem.ts'
import type { Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'

const lifetime = hours(1) * 1000

/** A new token for the setup link; null once there is an administrator. Earlier ones stop working (AZ-11). */
export async function newFirstAdministratorToken(tenant: Tenant): Promise<string | null> {
  const token = randomToken()
  const at = tenant.clock()
  return tenant.database.write(async (tx) => {
    if (await hasAdministrator(tx)) return null
    await tx.deleteFrom('setup_token').where('consumed_at', 'is', null).execute()
    await tx
      .insertInto('setup_token')
      .values({
        token_mac: macOf(tenant, token),
        created_at: at,
        expires_at: at + lifetime,
        consumed_at: null,
      })
      .execute()
    return token
  })
}

/** Takes the token for this transaction, or refuses in words that say what to do. */
export async function takeFirstAdministratorToken(
  tx: Transaction<Tables>,
  tenant: Tenant,
  token: string,
): Promise<void> {
  const at = tenant.clock()
  const tokenMac = macOf(tenant, token)
  const taken = await tx
    .updateTable('setup_token')
    .set({ consumed_at: at })
    .where('token_mac', '=', tokenMac)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  if (taken.numUpdatedRows !== 1n) throw (await faultOf(tx, tenant, token)) ?? used()
}

/** Before anything is computed for it: a stranger's guess must cost nothing. */
export async function refuseDeadToken(db: Kysely<Tables>, tenant: Tenant, token: string): Promise<void> {
  const fault = await faultOf(db, tenant, token)
  if (fault) throw fault
}

async function faultOf(db: Kysely<Tables>, tenant: Tenant, token: string): Promise<Problem | undefined> {
  const row = await db
    .selectFrom('setup_token')
    .selectAll()
    .where('token_mac', '=', macOf(tenant, token))
    .executeTakeFirst()
  if (!row || row.consumed_at !== null) return used()
  if (row.expires_at > tenant.clock()) return undefined
  return new Problem(
    'gone',
    'This setup link has expired after one hour. Start Gatewright again to get a new one.',
  )
}

const used = () =>
  new Problem(
    'gone',
    'This setup link was used already or is not the newest. Start Gatewright again: it prints a new link while there is no administrator.',
  )

/** Leaves behind, without a link, what a used link leaves: setup never opens again, and a link printed before is dead (AZ-11). */
export async function closeFirstAdministratorLink(tx: Transaction<Tables>, tenant: Tenant): Promise<void> {
  const at = tenant.clock()
  await tx.deleteFrom('setup_token').where('consumed_at', 'is', null).execute()
  await tx
    .insertInto('setup_token')
    .values({ token_mac: macOf(tenant, randomToken()), created_at: at, expires_at: at, consumed_at: at })
    .execute()
}

/** True when an administrator was ever made: deleting the last one never reopens setup (AZ-11). */
export async function hasAdministrator(tx: Transaction<Tables>): Promise<boolean> {
  const consumed = await tx
    .selectFrom('setup_token')
    .select('token_mac')
    .where('consumed_at', 'is not', null)
    .executeTakeFirst()
  if (consumed) return true
  const member = await tx
    .selectFrom('role_member')
    .select('member_id')
    .where('role_id', '=', 'sysadmin')
    .executeTakeFirst()
  return member !== undefined
}

const macOf = (tenant: Tenant, token: string) => mac(tenant.keys, 'setup-token', token)
