import { type Kysely, sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import type { Database } from './database.ts'
import { type Migration, migrate } from './migrate.ts'

type Tables = { coin: { id: string; worth: number } }

const first: Migration = {
  up: async (db) => {
    await db.schema
      .createTable('coin')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .execute()
  },
}
const second: Migration = {
  up: async (db) => {
    await db.schema
      .alterTable('coin')
      .addColumn('worth', 'integer', (column) => column.notNull().defaultTo(7))
      .execute()
  },
}
const broken: Migration = {
  up: async (db) => {
    await sql`create table half (id text)`.execute(db)
    await sql`insert into nowhere values (1)`.execute(db)
  },
}

const engines = testDatabases()

describe.each(engines)('$kind', ({ kind, create, open }) => {
  let address: string
  beforeEach(async () => {
    address = await create()
  })
  const connect = () => open<Tables>(address)

  const tenant = (database: Database<Tables>, migrations: Record<string, Migration>) =>
    migrate(database, { name: 'tenant', migrations })
  const tables = async (database: Database<Tables>) =>
    (await database.read.introspection.getTables()).map((table) => table.name)

  test('runs what is pending, once, in order of the numbers', async () => {
    const database = await connect()
    await tenant(database, { '0001_coin': first })
    await database.write((tx) => sql`insert into coin (id) values ('a')`.execute(tx))
    await tenant(database, { '0002_worth': second, '0001_coin': first })
    await tenant(database, { '0001_coin': first, '0002_worth': second })
    expect(await database.read.selectFrom('coin').selectAll().execute()).toEqual([{ id: 'a', worth: 7 }])
  })

  test('takes over what comes later with a lower number', async () => {
    const database = await connect()
    const third: Migration = {
      up: async (db) => {
        await db.schema.createTable('note').addColumn('id', 'text').execute()
      },
    }
    await tenant(database, { '0001_coin': first, '0003_note': third })
    await tenant(database, { '0001_coin': first, '0002_worth': second, '0003_note': third })
    await database.write((tx) => sql`insert into coin (id) values ('a')`.execute(tx))
    expect(await database.read.selectFrom('coin').selectAll().execute()).toEqual([{ id: 'a', worth: 7 }])
  })

  test('tells a migration which database it runs on', async () => {
    let seen = ''
    await tenant(await connect(), { '0001_look': { up: async (_, on) => void (seen = on) } })
    expect(seen).toBe(kind)
  })

  test('keeps the lists of tenant and bff apart in one database', async () => {
    const database = await connect()
    await tenant(database, { '0001_coin': first })
    const session: Migration = {
      up: async (db: Kysely<unknown>) => void (await sql`create table session (id text)`.execute(db)),
    }
    await migrate(database, { name: 'bff', migrations: { '0001_session': session } })
    await tenant(database, { '0001_coin': first })
    expect((await tables(database)).filter((name) => !name.includes('migration')).sort()).toEqual([
      'coin',
      'session',
    ])
  })

  test('FT-14 a migration that fails leaves nothing behind, and runs when it is mended', async () => {
    const database = await connect()
    await expect(tenant(database, { '0001_coin': first, '0002_half': broken })).rejects.toThrow(
      'The tenant migration "0002_half" failed; the database is as it was before.',
    )
    expect(await tables(database)).not.toContain('coin')
    expect(await tables(database)).not.toContain('half')
    await tenant(database, { '0001_coin': first, '0002_half': second })
    expect(await tables(database)).toContain('coin')
  })

  test('refuses a database that a newer program has written', async () => {
    const database = await connect()
    await tenant(database, { '0001_coin': first, '0002_worth': second })
    await expect(tenant(database, { '0001_coin': first })).rejects.toThrow(
      /^The database is newer than the program: it holds the tenant migration "0002_worth".* restore a backup/,
    )
  })
})

describe.each(engines.filter(({ kind }) => kind === 'postgres'))('$kind', ({ create, open }) => {
  test('nodes that start at once migrate once', async () => {
    const address = await create()
    const nodes = await Promise.all([1, 2, 3].map(() => open<Tables>(address)))
    const migrations = { '0001_coin': first, '0002_worth': second }
    await Promise.all(nodes.map((node) => migrate(node, { name: 'tenant', migrations })))
    const rows = await Promise.all(nodes.map((node) => node.read.selectFrom('coin').selectAll().execute()))
    expect(rows).toEqual([[], [], []])
  })
})
