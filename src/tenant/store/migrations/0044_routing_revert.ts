import type { Kysely } from 'kysely'

/** The routing rules that come back by themselves unless those that stand now are confirmed. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('routing_revert')
    .addColumn('row', 'integer', (column) => column.primaryKey())
    .addColumn('rules', 'text', (column) => column.notNull())
    .addColumn('saved_at', 'bigint', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('saved_by', 'text', (column) => column.notNull())
    .execute()
}
