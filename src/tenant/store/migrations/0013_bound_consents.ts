import type { Kysely } from 'kysely'

/**
 * A consent holds for what the scopes opened when it was given, and so does what comes of it. Those given so far do not say what that was: people
 * are asked once more. What was allowed before goes on as it was until it ends.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema.dropTable('consent').execute()
  await schema
    .createTable('consent')
    .addColumn('application_id', 'text', (column) =>
      column.notNull().references('application.id').onDelete('cascade'),
    )
    .addColumn('user_id', 'text', (column) => column.notNull().references('user.id').onDelete('cascade'))
    .addColumn('client_id', 'text', (column) => column.notNull())
    .addColumn('answers', 'text', (column) => column.notNull())
    .addColumn('given_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('consent_key', ['application_id', 'user_id', 'client_id'])
    .execute()
  await schema.createIndex('consent_user').on('consent').column('user_id').execute()
  await schema.alterTable('authorization').addColumn('opened', 'text').execute()
}
