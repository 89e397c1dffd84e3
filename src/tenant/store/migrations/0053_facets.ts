import { sql, type Kysely } from 'kysely'

const day = 86_400_000

/**
 * What lists of applications and users are narrowed by lies in the index by which a page is found, and in a narrow one that counts it. A last use is kept
 * as a day, so that it changes the indexes once a day at most.
 */
export async function up(db: Kysely<unknown>, kind: 'sqlite' | 'postgres'): Promise<void> {
  const { schema } = db
  const [user, sqlite] = [sql.table('user'), kind === 'sqlite']
  const text = (path: [string, string], missing: string) => {
    const found = sqlite
      ? sql`json_extract(config, ${sql.lit(`$.${path.join('.')}`)})`
      : sql`cast(config as jsonb) #>> ${sql.lit(`{${path.join(',')}}`)}`
    return sql`coalesce(${found}, ${sql.lit(missing)})`
  }
  const methods = sqlite
    ? sql`(select group_concat(value, ',') from json_each(config, '$.tokens.authMethods'))`
    : sql`(select string_agg(value, ',' order by place)
        from jsonb_array_elements_text(cast(config as jsonb) #> '{tokens,authMethods}') with ordinality as each(value, place))`
  for (const column of ['auth_methods', 'client_id_type', 'token_type'])
    await sql`alter table application add column ${sql.ref(column)} text not null default ''`.execute(db)
  await sql`alter table application add column used_day integer not null default 0`.execute(db)
  await sql`alter table ${user} add column last_login_day integer not null default 0`.execute(db)
  await sql`update application set auth_methods = coalesce(${methods}, ''), token_type = ${text(['tokens', 'tokenType'], 'JwtRS256')},
    client_id_type = case when template = 'Generic OpenID Connect' then '' else ${text(['generalUsage', 'clientIdType'], 'Confidential')} end,
    used_day = coalesce((select at / ${sql.lit(day)} from event where event.application_id = application.id
      and event_type = 'Cloud.OAuth2.Token.Issued' order by number desc limit 1), 0)`.execute(db)
  await sql`update ${user} set last_login_day = last_login_at / ${sql.lit(day)} where last_login_at is not null`.execute(
    db,
  )

  const facets = ['template', 'granted', 'auth_methods', 'client_id_type', 'token_type', 'used_day']
  const told = ['state', 'service_user', 'oauth_client', 'directory_id', 'signed_in', 'last_login_day']
  for (const index of ['application_sort_key', 'application_kind', 'user_sort_key', 'user_set'])
    await schema.dropIndex(index).execute()
  const indexes = [
    ['application_sort_key', 'application', ['sort_key', 'application_id_key', 'built_in', ...facets, 'id']],
    ['user_sort_key', 'user', ['sort_key', ...told, 'id']],
    ['user_set', 'user', told],
  ] as const
  for (const [name, table, columns] of indexes)
    await schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute()
  await sql`create index application_kind on application (${sql.join(facets.map((each) => sql.ref(each)))}, id)
    where built_in = 0`.execute(db)
  await sql`create index credential_ends on credential (owner_type, expires_at, owner_id)
    where expires_at is not null`.execute(db)
}
