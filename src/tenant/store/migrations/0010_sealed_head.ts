import type { Kysely } from 'kysely'

/** The seal of the event log's head, which is empty until the tenant starts (audit/sealEarlier.ts), and since when tokens count. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('event_head')
    .addColumn('seal', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await schema
    .alterTable('tenant')
    .addColumn('epoch', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
}
