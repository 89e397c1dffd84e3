import type { Kysely } from 'kysely'

/** How often what was called and given, by the day. It goes by itself, so it refers to nothing. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('call_count')
    .addColumn('application_id', 'text', (column) => column.notNull())
    .addColumn('client_id', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('day', 'bigint', (column) => column.notNull())
    .addColumn('calls', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('call_count_key', ['application_id', 'scope', 'client_id', 'path', 'day'])
    .execute()
  await schema.createIndex('call_count_day').on('call_count').column('day').execute()
  await schema
    .createTable('token_count')
    .addColumn('application_id', 'text', (column) => column.notNull())
    .addColumn('client_id', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('way', 'text', (column) => column.notNull())
    .addColumn('day', 'bigint', (column) => column.notNull())
    .addColumn('asked', 'bigint', (column) => column.notNull())
    .addColumn('given', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('token_count_key', ['application_id', 'scope', 'client_id', 'way', 'day'])
    .execute()
  await schema.createIndex('token_count_day').on('token_count').column('day').execute()
}
