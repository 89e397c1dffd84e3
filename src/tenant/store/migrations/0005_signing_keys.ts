import type { Kysely } from 'kysely'

/** When a key was revoked, and after how many days a new one takes over by itself (0: never). */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  // Nothing ever wrote it
  await schema.alterTable('signing_key').dropColumn('retired_at').execute()
  await schema.alterTable('signing_key').addColumn('revoked_at', 'bigint').execute()
  await schema
    .alterTable('tenant')
    .addColumn('rotate_keys_after', 'integer', (column) => column.notNull().defaultTo(90))
    .execute()
}
