import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db

  await schema
    .createTable('bff_sign_in')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('return_to', 'text', (column) => column.notNull())
    .addColumn('session_key', 'text')
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('consumed_at', 'bigint')
    .execute()
  await schema.createIndex('bff_sign_in_expires').on('bff_sign_in').column('expires_at').execute()

  await schema
    .createTable('bff_session')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('user_name', 'text', (column) => column.notNull())
    .addColumn('user_display_name', 'text', (column) => column.notNull())
    .addColumn('sealed_token', 'text', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema.createIndex('bff_session_expires').on('bff_session').column('expires_at').execute()
  await schema.createIndex('bff_session_last_used').on('bff_session').column('last_used_at').execute()
}
