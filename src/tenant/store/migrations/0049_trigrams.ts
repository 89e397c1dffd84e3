import { sql, type Kysely } from 'kysely'

/**
 * On PostgreSQL a part of a name is found by an index of trigrams, among however many objects. The extension comes with PostgreSQL, and the owner of a
 * database may add it. Where it is missing, or may not be added, every search goes through the table as before.
 */
export async function up(db: Kysely<unknown>, kind: 'sqlite' | 'postgres'): Promise<void> {
  if (kind === 'sqlite') return
  await sql`do $$ begin create extension if not exists pg_trgm; exception when others then null; end $$`.execute(
    db,
  )
  const { rows } = await sql`select 1 from pg_extension where extname = 'pg_trgm'`.execute(db)
  if (rows.length === 0) return
  for (const [name, table, text] of [
    ['user_names', 'user', sql.ref('names')],
    ['application_names', 'application', sql.ref('names')],
    ['application_search_text', 'application_search', sql.ref('text')],
    ['group_name_part', 'group', sql`lower(name collate "C")`],
    ['group_description_part', 'group', sql`lower(description collate "C")`],
  ] as const)
    await sql`create index ${sql.ref(name)} on ${sql.table(table)} using gin ((${text}) gin_trgm_ops)`.execute(
      db,
    )
}
