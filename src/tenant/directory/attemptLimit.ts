import { sql, type Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import { minutes } from '#schema/duration.ts'
import type { Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'

/**
 * Failed proofs delay the next try of the same account from the same source; they never lock the account for others (RL-02).
 * The count lives in the database, so every node sees it.
 */
export type Attempt = { accountKey: string; source: string }

const free = 5
const longestWait = minutes(15) * 1000

export type Earlier = {
  failures: number
  /** Milliseconds until the next try is allowed; 0 when it is allowed now. */ wait: number
}

/** What failed before for this account from this source. */
export async function earlierFailures(tenant: Tenant, { accountKey, source }: Attempt): Promise<Earlier> {
  const [row] = await counted(tenant.database.read, keyOf(accountKey), source)
  if (!row) return { failures: 0, wait: 0 }
  if (row.failures < free) return { failures: row.failures, wait: 0 }
  const pause = Math.min(longestWait, 1000 * 2 ** (row.failures - free))
  return { failures: row.failures, wait: Math.max(0, row.last_at + pause - tenant.clock()) }
}

const counted = prepared((db: Kysely<Tables>, accountKey, source) =>
  db
    .selectFrom('failed_login')
    .select(['failures', 'last_at'])
    .where('account_key', '=', accountKey)
    .where('source', '=', source),
)

export async function countFailure(tenant: Tenant, { accountKey, source }: Attempt): Promise<void> {
  const at = tenant.clock()
  await tenant.database.write(async (tx) => {
    // After a quiet hour the count begins anew, and names that somebody made up are forgotten.
    await tx
      .deleteFrom('failed_login')
      .where('last_at', '<', at - minutes(60) * 1000)
      .execute()
    await tx
      .insertInto('failed_login')
      .values({ account_key: keyOf(accountKey), source, failures: 1, last_at: at })
      .onConflict((conflict) =>
        conflict.columns(['account_key', 'source']).doUpdateSet({
          failures: sql<number>`failed_login.failures + 1`,
          last_at: at,
        }),
      )
      .execute()
  })
}

/** After a success. Writes only when something failed before. */
export async function forgetFailures(
  tenant: Tenant,
  { accountKey, source }: Attempt,
  { failures }: Earlier,
): Promise<void> {
  if (failures === 0) return
  await tenant.database.write((tx) =>
    tx
      .deleteFrom('failed_login')
      .where('account_key', '=', keyOf(accountKey))
      .where('source', '=', source)
      .execute(),
  )
}

/** Longer than any name there is, and short enough for the index of every database. */
const keyOf = (accountKey: string) => accountKey.slice(0, 300)
