import type { Kysely } from 'kysely'

/** Test sign-ins at identity providers: one of each administrator at each of them. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('test_sign_in')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('identity_provider_id', 'text', (column) =>
      column.notNull().references('identity_provider.id').onDelete('cascade'),
    )
    .addColumn('actor_id', 'text', (column) => column.notNull().references('user.id').onDelete('cascade'))
    .addColumn('started_from', 'integer', (column) => column.notNull())
    .addColumn('asked', 'text')
    .addColumn('answer', 'text')
    .addColumn('redacted', 'integer', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createIndex('test_sign_in_of')
    .on('test_sign_in')
    .columns(['actor_id', 'identity_provider_id'])
    .unique()
    .execute()
  await schema.createIndex('test_sign_in_expiry').on('test_sign_in').column('expires_at').execute()
  await schema
    .createIndex('test_sign_in_provider')
    .on('test_sign_in')
    .column('identity_provider_id')
    .execute()
}
