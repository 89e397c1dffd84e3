import { sql, type Kysely } from 'kysely'

/**
 * What lists show, count, search and sort by lies beside the long settings: whether somebody has a right on an application, a user's mail address, and the
 * names of both in lower case. Indexes hold all that a page is found by. The tenant's own applications, which no list shows, are no longer searched through.
 */
export async function up(db: Kysely<unknown>, kind: 'sqlite' | 'postgres'): Promise<void> {
  const { schema } = db
  const [user, postgres] = [sql.table('user'), kind === 'postgres']
  // Letters of ASCII alone, whatever language the database was made for
  const lower = (text: string) => sql`lower((${sql.raw(text)})${postgres ? sql` collate "C"` : sql``})`
  const newline = postgres ? 'chr(10)' : 'char(10)'
  await sql`alter table application add column granted integer not null default 0`.execute(db)
  await sql`alter table application add column names text not null default ''`.execute(db)
  await sql`update application set names = ${lower(`name || ${newline} || application_id`)},
    granted = case when id in (select application_id from application_grant) then 1 else 0 end`.execute(db)
  await sql`delete from application_search
    where application_id in (select id from application where built_in = 1)`.execute(db)

  const mail = postgres
    ? sql`cast(config as jsonb) #>> '{account,mail}'`
    : sql`json_extract(config, '$.account.mail')`
  await sql`alter table ${user} add column mail text not null default ''`.execute(db)
  await sql`alter table ${user} add column names text not null default ''`.execute(db)
  await sql`update ${user} set mail = coalesce(${mail}, '')`.execute(db)
  await sql`update ${user} set names = ${lower(`name || ${newline} || display_name || ${newline} || mail`)}`.execute(
    db,
  )
  for (const [table, columns] of [
    ['application', ['sort_key', 'application_id_key', 'built_in', 'template', 'granted', 'id']],
    ['user', ['sort_key', 'service_user', 'oauth_client', 'id']],
    ['group', ['sort_key', 'id']],
    ['role', ['sort_key', 'id']],
  ] as const) {
    await schema.dropIndex(`${table}_sort_key`).execute()
    await schema
      .createIndex(`${table}_sort_key`)
      .on(table)
      .columns([...columns])
      .execute()
  }
  // PostgreSQL has no room in an index for several names as long as they may be, and goes through a table in several processes
  if (!postgres)
    for (const table of ['application', 'user'])
      await schema.createIndex(`${table}_names`).on(table).columns(['names', 'id']).execute()
  await sql`create index application_kind on application (template, granted) where built_in = 0`.execute(db)
}
