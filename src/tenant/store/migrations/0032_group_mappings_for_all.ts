import type { Kysely } from 'kysely'

/** Group mappings that hold for every identity provider, beside those of each. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('global_group_mapping')
    .addColumn('value', 'text', (column) => column.primaryKey())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('group_id', 'text', (column) => column.notNull().references('group.id'))
    .execute()
  await schema.createIndex('global_group_mapping_of').on('global_group_mapping').column('group_id').execute()
  await schema
    .createTable('global_group_mapping_list')
    .addColumn('row', 'integer', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute()
}
