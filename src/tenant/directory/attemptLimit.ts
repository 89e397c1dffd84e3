import { sql } from 'kysely'
import { minutes } from '#schema/duration.ts'
import type { Tenant } from '../tenant.ts'

/**
 * Failed proofs delay the next try of the same account from the same source; they never lock the account for others (RL-02).
 * The count lives in the database, so every node sees it.
 */
export type Attempt = { accountKey: string; source: string }

const free = 5
const longestWait = minutes(15) * 1000

/** Milliseconds until the next try is allowed; 0 when it is allowed now. */
export async function waitBefore(tenant: Tenant, { accountKey, source }: Attempt): Promise<number> {
  const row = await tenant.database.read
    .selectFrom('failed_login')
    .select(['failures', 'last_at'])
    .where('account_key', '=', accountKey)
    .where('source', '=', source)
    .executeTakeFirst()
  if (!row || row.failures < free) return 0
  const wait = Math.min(longestWait, 1000 * 2 ** (row.failures - free))
  return Math.max(0, row.last_at + wait - tenant.clock())
}

export async function countFailure(tenant: Tenant, { accountKey, source }: Attempt): Promise<void> {
  const at = tenant.clock()
  await tenant.database.write((tx) =>
    tx
      .insertInto('failed_login')
      .values({ account_key: accountKey, source, failures: 1, last_at: at })
      .onConflict((conflict) =>
        conflict.columns(['account_key', 'source']).doUpdateSet({
          // After a quiet hour the count begins anew.
          failures: sql<number>`case when failed_login.last_at < ${at - minutes(60) * 1000} then 1 else failed_login.failures + 1 end`,
          last_at: at,
        }),
      )
      .execute(),
  )
}

export async function forgetFailures(tenant: Tenant, { accountKey, source }: Attempt): Promise<void> {
  const held = await tenant.database.read
    .selectFrom('failed_login')
    .select('failures')
    .where('account_key', '=', accountKey)
    .where('source', '=', source)
    .executeTakeFirst()
  if (!held) return
  await tenant.database.write((tx) =>
    tx
      .deleteFrom('failed_login')
      .where('account_key', '=', accountKey)
      .where('source', '=', source)
      .execute(),
  )
}
