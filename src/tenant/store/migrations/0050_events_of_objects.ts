import { sql, type Kysely } from 'kysely'

/** Events about an object are found among all events. Those of tokens are about none, so they have no index more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('event_object')
    .on('event')
    .columns(['object_id', 'number'])
    .where(sql.ref('object_id'), 'is not', null)
    .execute()
}
