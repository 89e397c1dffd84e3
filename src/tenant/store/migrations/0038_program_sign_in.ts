import type { Kysely } from 'kysely'

/** Somebody who signed in at an identity provider for a program that has to name the PIN which they were shown; and those that are over. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('program_sign_in')
    .addColumn('attempt_mac', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.references('user.id').onDelete('cascade'))
    .addColumn('identity_provider_id', 'text', (column) =>
      column.references('identity_provider.id').onDelete('cascade'),
    )
    .addColumn('proved_at', 'bigint')
    .addColumn('pin_mac', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('consumed_at', 'bigint')
    .execute()
  await schema.createIndex('program_sign_in_expiry').on('program_sign_in').column('expires_at').execute()
  await schema.createIndex('program_sign_in_taken').on('program_sign_in').column('consumed_at').execute()
}
