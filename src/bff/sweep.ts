import type { Transaction } from 'kysely'
import { lifetimes } from './lifetimes.ts'
import type { BffTables } from './tables.ts'

const batch = 100

/** Deletes dead rows, a few at a time, whenever a sign-in begins or ends. */
export async function sweep(tx: Transaction<BffTables>, at: number): Promise<void> {
  const sessions = tx
    .selectFrom('bff_session')
    .select('key')
    .where((row) => row.or([row('expires_at', '<=', at), row('last_used_at', '<=', at - lifetimes.idle)]))
    .limit(batch)
  await tx.deleteFrom('bff_session').where('key', 'in', sessions).execute()
  const signIns = tx.selectFrom('bff_sign_in').select('key').where('expires_at', '<=', at).limit(batch)
  await tx.deleteFrom('bff_sign_in').where('key', 'in', signIns).execute()
}
