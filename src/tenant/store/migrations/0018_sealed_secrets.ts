import type { Kysely } from 'kysely'

/** Secrets of objects that the tenant uses itself, by the setting that holds them. Rows of objects do not know the text. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('sealed_secret')
    .addColumn('object_type', 'text', (column) => column.notNull())
    .addColumn('object_id', 'text', (column) => column.notNull())
    .addColumn('setting', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('sealed_secret_key', ['object_type', 'object_id', 'setting'])
    .execute()
}
