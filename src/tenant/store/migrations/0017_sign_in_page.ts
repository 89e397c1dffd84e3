import type { Kysely } from 'kysely'

/** Whether a session began on a page of the tenant, where the person can be asked again; sign-ins by API did not. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['login_session', 'authorization'])
    await db.schema
      .alterTable(table)
      .addColumn('on_page', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
}
