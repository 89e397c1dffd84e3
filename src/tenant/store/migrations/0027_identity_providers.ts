import type { Kysely } from 'kysely'

/** External identity providers, and the groups that people join by what an identity provider says of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('identity_provider')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_key', 'text', (column) => column.notNull().unique())
    .addColumn('sort_key', 'text', (column) => column.notNull())
    .addColumn('federation_type', 'text', (column) => column.notNull())
    .addColumn('active', 'integer', (column) => column.notNull())
    .addColumn('config', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema.createIndex('identity_provider_sorted').on('identity_provider').column('sort_key').execute()
  await schema
    .createTable('group_mapping')
    .addColumn('identity_provider_id', 'text', (column) =>
      column.notNull().references('identity_provider.id').onDelete('cascade'),
    )
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('group_id', 'text', (column) => column.notNull().references('group.id'))
    .addPrimaryKeyConstraint('group_mapping_key', ['identity_provider_id', 'value'])
    .execute()
  await schema.createIndex('group_mapping_of').on('group_mapping').column('group_id').execute()
}
