import type { Kysely } from 'kysely'

/**
 * The client secret that what a person allowed was redeemed with last, and whether a service user gets tokens that no application limits: those that
 * are there do, as before.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema.alterTable('authorization').addColumn('secret_id', 'text').execute()
  await schema
    .alterTable('user')
    .addColumn('tokens_without_application', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
}
