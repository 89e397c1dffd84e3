import type { Kysely } from 'kysely'

/** How a program wrote a lifetime of an application; the setting itself is a number of seconds. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('spelled_duration')
    .addColumn('application_id', 'text', (column) =>
      column.notNull().references('application.id').onDelete('cascade'),
    )
    .addColumn('member', 'text', (column) => column.notNull())
    .addColumn('spelled', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('spelled_duration_key', ['application_id', 'member'])
    .execute()
}
