import { sql, type Kysely } from 'kysely'

/** One login suffix is the default, and users are counted and found by theirs; by phone number and display name too, for whom identity providers name so. */
export async function up(db: Kysely<unknown>, kind: 'sqlite' | 'postgres'): Promise<void> {
  const { schema } = db
  await schema
    .alterTable('login_suffix')
    .addColumn('is_default', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await sql`update login_suffix set is_default = 1
    where suffix = (select suffix from login_suffix order by created_at, suffix limit 1)`.execute(db)
  for (const column of ['suffix', 'phone_key'])
    await schema
      .alterTable('user')
      .addColumn(column, 'text', (each) => each.notNull().defaultTo(''))
      .execute()
  const user = sql.table('user')
  const at = kind === 'sqlite' ? sql`instr(name_key, '@')` : sql`position('@' in name_key)`
  const phone =
    kind === 'sqlite'
      ? sql`json_extract(config, '$.account.mobileNumber')`
      : sql`cast(config as jsonb) #>> '{account,mobileNumber}'`
  const plain = ['(', ')', ' ', '.', '/', '-'].reduce(
    (text, sign) => sql`replace(${text}, ${sql.lit(sign)}, '')`,
    phone,
  )
  await sql`update ${user} set suffix = substr(name_key, ${at} + 1), phone_key = coalesce(${plain}, '')`.execute(
    db,
  )
  for (const column of ['suffix', 'phone_key', 'display_name'])
    await schema.createIndex(`user_${column}`).on('user').column(column).execute()
}
