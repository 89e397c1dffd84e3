import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { openPostgres } from './database.ts'
import { migrate } from './migrate.ts'

describe.each(testDatabases().filter(({ kind }) => kind === 'postgres'))('PB-07 $kind', ({ create }) => {
  /** A statement that a superuser runs in the database of this address. */
  async function run(address: string, statement: string): Promise<Record<string, unknown> | undefined> {
    const client = new pg.Client({ connectionString: address })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows[0]
    } finally {
      await client.end()
    }
  }
  async function started(address: string): Promise<string> {
    const database = openPostgres(address)
    const said = await migrate(database, { name: 'tenant', migrations: {} }).then(
      () => 'started',
      (error: unknown) => String(error),
    )
    await database.close()
    return said
  }

  test('a database that is not in UTF-8 is refused at start, with what to do', async () => {
    const address = await create()
    const name = new URL(address).pathname.slice(1)
    const server = new URL(address)
    server.pathname = 'postgres'
    await run(server.href, `drop database ${name}`)
    // Since version 15 the provider is the template's otherwise, and ICU knows no such encoding
    const shown = await run(server.href, 'show server_version_num')
    const provider = Number(shown?.['server_version_num']) >= 150_000 ? `locale_provider 'libc'` : ''
    await run(
      server.href,
      `create database ${name} encoding 'SQL_ASCII' template template0 lc_collate 'C' lc_ctype 'C' ${provider}`,
    )
    const said = await started(address)
    expect(said).toContain(`has to have the encoding UTF8; "${name}" has SQL_ASCII`)
    expect(said).toContain(`CREATE DATABASE gatewright ENCODING 'UTF8' TEMPLATE template0;`)
  })

  test('one without the collation of Unicode is refused too, and one with it starts', async () => {
    const address = await create()
    expect(await started(address)).toBe('started')
    await run(address, 'drop collation pg_catalog."und-x-icu"')
    expect(await started(address)).toContain('has to have the collation und-x-icu')
  })
})
