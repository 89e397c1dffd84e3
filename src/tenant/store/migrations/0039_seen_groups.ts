import type { Kysely } from 'kysely'

/** What identity providers send of the values that group mappings wait for, so that a row that never helps is noticed. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('mapped_value')
    .addColumn('identity_provider_id', 'text', (column) =>
      column.notNull().references('identity_provider.id').onDelete('cascade'),
    )
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'bigint')
    .addColumn('seen_as', 'text')
    .addPrimaryKeyConstraint('mapped_value_key', ['identity_provider_id', 'value'])
    .execute()
  await schema
    .createTable('group_overage')
    .addColumn('identity_provider_id', 'text', (column) =>
      column.primaryKey().references('identity_provider.id').onDelete('cascade'),
    )
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
}
