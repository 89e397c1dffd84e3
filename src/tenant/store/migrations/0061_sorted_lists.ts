import { sql, type Kysely } from 'kysely'

type Tables = { user: { id: string; display_name: string; display_name_key: string } }

/**
 * Each order of the lists of users and applications comes from an index, either way: by display name, last sign-in, and the words for a state or a template,
 * as the views say them (redrock/views). What is alike is in the order of the names.
 */
export async function up(anyDb: Kysely<unknown>, kind: 'sqlite' | 'postgres'): Promise<void> {
  const postgres = kind === 'postgres'
  const bytes = postgres ? sql` collate "C"` : sql``
  const separator = postgres ? sql`chr(1)` : sql`char(1)`
  const user = sql.table('user')
  await sql`alter table ${user} add column display_name_key text${bytes} not null default ''`.execute(anyDb)
  await sql`update ${user} set display_name_key = lower(display_name${bytes}) || ${separator} || display_name`.execute(
    anyDb,
  )
  await beyondAscii(anyDb.withTables<Tables>())
  // The other end of an order is where PostgreSQL puts nulls
  const nulls = postgres ? sql` asc nulls first` : sql``
  await sql`create index user_display_name_key on ${user} (display_name_key, sort_key, id)`.execute(anyDb)
  await sql`create index user_last_login on ${user} (last_login_at${nulls}, sort_key, id)`.execute(anyDb)
  await sql`create index user_status on ${user} ((${status}), sort_key, id)`.execute(anyDb)
  for (const [index, words] of [
    ['application_state', state],
    ['application_type', type],
  ] as const)
    await sql`create index ${sql.ref(index)} on application ((${words}), sort_key, application_id_key, built_in, id)`.execute(
      anyDb,
    )
}

const status = sql`case when state = 'None' then cast('Active' as text)
  when state = 'Locked' then cast('Locked' as text) when state = 'Disabled' then cast('Disabled' as text)
  when state = 'Expired' then cast('Expired' as text) else state end`

const state = sql`case when granted = 1 then cast('Deployed' as text) else cast('Ready to deploy' as text) end`

const type = sql`case when template = 'OAuth2ServerClient' then cast('Web - OAuth2 Client' as text)
  when template = 'OAuth2Server' then cast('Web - OAuth2 Server' as text)
  when template = 'Generic OpenID Connect' then cast('Web - OpenID Connect' as text) else cast('' as text) end`

/** The database knows the lower case of ASCII alone. */
async function beyondAscii(db: Kysely<Tables>): Promise<void> {
  const rows = await db
    .selectFrom('user')
    .select(['id', 'display_name'])
    .where(sql<boolean>`octet_length(display_name) <> length(display_name)`)
    .execute()
  for (const { id, display_name } of rows)
    await db
      .updateTable('user')
      .set({ display_name_key: keyOf(display_name) })
      .where('id', '=', id)
      .execute()
}

const keyOf = (name: string) =>
  `${name
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .normalize('NFC')
    .toLowerCase()}\u0001${name}`
