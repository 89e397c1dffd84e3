import { sql, type Kysely } from 'kysely'

/** What was deleted is listed by date, among however many versions there are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('object_version_deleted')
    .on('object_version')
    .columns(['at', 'object_type', 'object_id'])
    .where(sql.ref('after'), 'is', null)
    .execute()
}
