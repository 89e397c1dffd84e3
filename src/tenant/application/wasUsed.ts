import type { Kysely } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** Whether a token of an application was ever issued. */
export async function wasUsed(db: Kysely<Tables>, id: string): Promise<boolean> {
  const row = await db.selectFrom('application').select('used_day').where('id', '=', id).executeTakeFirst()
  return row !== undefined && row.used_day > 0
}
