import type { Kysely } from 'kysely'

/** Access tokens that ended before their time, and which token a code gave. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('revoked_token')
    .addColumn('token_id', 'text', (column) => column.primaryKey())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema.createIndex('revoked_token_expires').on('revoked_token').column('expires_at').execute()
  await schema.alterTable('authorization_code').addColumn('token_id', 'text').execute()
  await schema.createIndex('authorization_code_token').on('authorization_code').column('token_id').execute()
}
