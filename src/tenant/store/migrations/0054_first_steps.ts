import type { Kysely } from 'kysely'

/** Home tells which of the first steps are done, and the last changes of whatever may be read. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('tenant').addColumn('events_read_at', 'bigint').execute()
  await schema.createIndex('object_version_at').on('object_version').columns(['at', 'object_type']).execute()
}
