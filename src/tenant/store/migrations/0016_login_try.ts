import type { Kysely } from 'kysely'

/** Proofs that are being compared, so that a limit holds for those that come at once. Rows last for moments. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('login_try')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('account_key', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
}
