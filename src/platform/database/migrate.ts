import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { type Database, writerOf } from './database.ts'
import { requireUnicode } from './requireUnicode.ts'

export type Migration = { up(db: Kysely<unknown>, kind: 'sqlite' | 'postgres'): Promise<void> }

/**
 * Brings the tables of `name` up to date; all pending migrations or none. Each name keeps its own list, so tenant and bff
 * can share a database.
 * @param migrations keyed by number and subject (`0001_clients`); they run in that order and never change once released.
 */
export async function migrate<Tables>(
  database: Database<Tables>,
  { name, migrations }: { name: 'tenant' | 'bff'; migrations: Record<string, Migration> },
): Promise<void> {
  const writer = writerOf(database)
  if (database.kind === 'postgres') await requireUnicode(writer)
  const table = `${name}_migration`
  for (const done of await recorded(writer, table)) {
    if (!Object.hasOwn(migrations, done)) throw newerThanProgram(name, done)
  }
  const migrator = new Migrator({
    db: writer,
    provider: { getMigrations: () => Promise.resolve(bound(migrations, database.kind)) },
    migrationTableName: table,
    migrationLockTableName: `${table}_lock`,
    // A number may come later than a higher one, as work that was done side by side does; none depends on that
    allowUnorderedMigrations: true,
  })
  const { error, results } = await migrator.migrateToLatest()
  if (!error) return
  const failed = results?.find((result) => result.status === 'Error')?.migrationName
  throw new Error(
    failed
      ? `The ${name} migration "${failed}" failed; the database is as it was before.`
      : `The ${name} tables could not be brought up to date.`,
    { cause: error },
  )
}

const bound = (migrations: Record<string, Migration>, kind: 'sqlite' | 'postgres') =>
  Object.fromEntries(
    Object.entries(migrations).map(([name, one]) => [
      name,
      { up: (db: Kysely<unknown>) => one.up(db, kind) },
    ]),
  )

async function recorded(db: Kysely<unknown>, table: string): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((found) => found.name === table)) return []
  const rows = await db
    .withTables<Record<string, { name: string }>>()
    .selectFrom(table)
    .select('name')
    .execute()
  return rows.map((row) => row.name)
}

const newerThanProgram = (name: string, migration: string) =>
  new Error(
    `The database is newer than the program: it holds the ${name} migration "${migration}", which this program does not know. ` +
      'Start the version of Gatewright that wrote it or a later one, or restore a backup from before that version.',
  )
