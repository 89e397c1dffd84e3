import { sql, type Kysely } from 'kysely'

type Tables = { [Table in (typeof named)[number]]: { id: string; name: string; sort_key: string } } & {
  application_search: { application_id: string; name_key: string }
}

const named = ['user', 'role', 'group', 'application'] as const

/** By what lists are sorted (PB-07): lower case without accents, and the name itself after it. Bytes decide, whatever language the database was made for. */
export async function up(anyDb: Kysely<unknown>, kind: 'sqlite' | 'postgres'): Promise<void> {
  const postgres = kind === 'postgres'
  const bytes = postgres ? sql` collate "C"` : sql``
  if (postgres)
    await sql`alter table application_search alter column name_key type text collate "C"`.execute(anyDb)
  for (const table of named) {
    const rows = sql.table(table)
    await sql`alter table ${rows} add column sort_key text${bytes} not null default ''`.execute(anyDb)
    const separator = postgres ? sql`chr(1)` : sql`char(1)`
    await sql`update ${rows} set sort_key = lower(name${bytes}) || ${separator} || name`.execute(anyDb)
    await beyondAscii(anyDb.withTables<Tables>(), table)
    if (postgres) await sql`alter table ${rows} alter column sort_key drop default`.execute(anyDb)
    // Applications may have the same name
    const columns = table === 'application' ? ['sort_key', 'application_id_key'] : ['sort_key']
    await anyDb.schema.createIndex(`${table}_sort_key`).on(table).columns(columns).execute()
  }
  await sql`update application_search
    set name_key = (select sort_key from application where application.id = application_search.application_id)`.execute(
    anyDb,
  )
}

/** The database knows the lower case of ASCII alone. */
async function beyondAscii(db: Kysely<Tables>, table: (typeof named)[number]): Promise<void> {
  const rows = await db
    .selectFrom(table)
    .select(['id', 'name'])
    .where(sql<boolean>`octet_length(name) <> length(name)`)
    .execute()
  for (const { id, name } of rows)
    await db
      .updateTable(table)
      .set({ sort_key: keyOf(name) })
      .where('id', '=', id)
      .execute()
}

const keyOf = (name: string) =>
  `${name
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .normalize('NFC')
    .toLowerCase()}\u0001${name}`
