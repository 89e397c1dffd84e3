import { sql, type Kysely } from 'kysely'

/** Who looks after an application stands beside its settings, and is found by the search. */
export async function up(db: Kysely<unknown>, kind: 'sqlite' | 'postgres'): Promise<void> {
  const sqlite = kind === 'sqlite'
  const owner = sqlite
    ? sql`json_extract(config, '$.description.owner')`
    : sql`cast(config as jsonb) #>> '{description,owner}'`
  await sql`alter table application add column owner_id text not null default ''`.execute(db)
  await sql`update application set owner_id = coalesce(${owner}, '')`.execute(db)
  await sql`create index application_owner on application (owner_id) where owner_id <> ''`.execute(db)
  const newline = sql.raw(sqlite ? 'char(10)' : 'chr(10)')
  const user = sql.table('user')
  const names = sql`select ${user}.names from ${user}
    inner join application on application.owner_id = ${user}.id where application.id = application_search.application_id`
  await sql`update application_search set text = text || coalesce(${newline} || (${names}), '')`.execute(db)
}
