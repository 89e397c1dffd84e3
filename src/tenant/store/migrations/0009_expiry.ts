import type { Kysely } from 'kysely'

/** Rows that expire are found by their time in every table. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema.createIndex('login_session_expires').on('login_session').column('expires_at').execute()
  await schema.createIndex('idempotent_reply_created').on('idempotent_reply').column('created_at').execute()
}
