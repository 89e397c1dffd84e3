import { sql, type Kysely } from 'kysely'

/**
 * Throws when a PostgreSQL database cannot fold case and compare accents of all scripts, which lists and searches do (PB-07): that takes UTF-8, the
 * collation und-x-icu and normalize(), which is there since PostgreSQL 13.
 */
export async function requireUnicode(db: Kysely<unknown>): Promise<void> {
  const { rows } =
    await sql<Found>`select current_database() as name, current_setting('server_encoding') as encoding,
    current_setting('server_version') as version, current_setting('server_version_num')::int as number,
    exists (select from pg_collation where collname = 'und-x-icu') as icu`.execute(db)
  const [found] = rows
  if (!found) return
  const { name, encoding, version } = found
  if (found.number < 130_000)
    throw new Error(
      `PostgreSQL 13 or later is needed; the server of DATABASE_URL is version ${version}. Use a later server.`,
    )
  if (encoding !== 'UTF8')
    throw new Error(
      `The database of DATABASE_URL has to have the encoding UTF8; "${name}" has ${encoding}. Make another one and name it in DATABASE_URL: ${example}`,
    )
  if (!found.icu)
    throw new Error(
      `The database of DATABASE_URL has to have the collation und-x-icu; "${name}" has none. Use a PostgreSQL that was built with ICU, as most packages are, and make the database with template0: ${example}`,
    )
}

const example = `CREATE DATABASE gatewright ENCODING 'UTF8' TEMPLATE template0;`

type Found = { name: string; encoding: string; version: string; number: number; icu: boolean }
