import { sql, type Kysely } from 'kysely'

/** Where people and groups come from. The two that every tenant has, under the IDs that the vendor gives them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('directory')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('enabled', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  for (const [id, kind, name] of [
    [cloud, 'CDS', 'Cloud Directory'],
    ['C30B30B1-0B46-49AC-8D99-F6279EED7999', 'FDS', 'Federated Directory'],
  ])
    await sql`insert into directory (id, kind, name, enabled, created_at) values (${id}, ${kind}, ${name}, 1, 0)`.execute(
      db,
    )
  for (const table of ['user', 'group'])
    await sql`alter table ${sql.table(table)} add column directory_id text not null default ${sql.lit(cloud)}`.execute(
      db,
    )
  await schema.alterTable('user').addColumn('external_id', 'text').execute()
  await schema
    .createIndex('user_external')
    .on('user')
    .columns(['directory_id', 'external_id'])
    .unique()
    .execute()
}

const cloud = '09B9A9B0-6CE8-465F-AB03-65766D33B05E'
