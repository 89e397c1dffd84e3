import { sql, type Kysely } from 'kysely'

/**
 * What the sets of users are told apart by lies in the index by which a page of the list is found, and in a narrow one that counts them. Whether
 * somebody has signed in at all is a column of its own: when they did last changes with every sign-in, and would change the indexes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  const user = sql.table('user')
  await schema
    .alterTable('user')
    .addColumn('signed_in', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await sql`update ${user} set signed_in = 1 where last_login_at is not null`.execute(db)
  const told = ['state', 'service_user', 'oauth_client', 'directory_id', 'signed_in']
  await schema.dropIndex('user_sort_key').execute()
  await schema
    .createIndex('user_sort_key')
    .on('user')
    .columns(['sort_key', ...told, 'id'])
    .execute()
  await schema.createIndex('user_set').on('user').columns(told).execute()
}
