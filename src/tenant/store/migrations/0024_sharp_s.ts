import { sql, type Kysely } from 'kysely'

/**
 * Names with a capital ẞ were kept under a key with ß, and are looked for under one with ss (RP-08). Where somebody else has that key by now, the row
 * stays as it is: nobody signs in with it until it is renamed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['user', 'role', 'group']) {
    const [rows, other] = [sql.table(table), sql.ref('other.name_key')]
    await sql`update ${rows} set name_key = replace(name_key, 'ß', 'ss') where name_key like '%ß%'
      and not exists (select 1 from ${rows} as other where ${other} = replace(${sql.ref(`${table}.name_key`)}, 'ß', 'ss'))`.execute(
      db,
    )
  }
  await sql`update ${sql.table('user')} set mail_key = replace(mail_key, 'ß', 'ss') where mail_key like '%ß%'`.execute(
    db,
  )
}
