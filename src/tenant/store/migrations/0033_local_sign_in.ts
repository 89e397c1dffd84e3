import type { Kysely } from 'kysely'

/** Whose members sign in at an identity provider only, and the one account that never has to. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('role')
    .addColumn('requires_federation', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema
    .createIndex('role_requires_federation')
    .on('role')
    .column('requires_federation')
    .where('requires_federation', '=', 1)
    .execute()
  await schema
    .alterTable('user')
    .addColumn('break_glass', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema
    .createIndex('user_break_glass')
    .on('user')
    .column('break_glass')
    .unique()
    .where('break_glass', '=', 1)
    .execute()
}
