import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { type Generated, type Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { type Database, isUniqueViolation, openPostgres, writerOf } from './database.ts'
import { isUnavailable } from './unavailable.ts'

type Tables = {
  coin: { id: string; spent_at: number | null; worth: number }
  line: { number: Generated<number>; coin_id: string }
}

const engines = testDatabases()

describe.each(engines)('$kind', ({ kind, create, open }) => {
  let address: string
  let database: Database<Tables>

  beforeEach(async () => {
    address = await create()
    database = await open(address)
    await makeTables(database)
  })

  afterEach(() => database.close())

  /** On PostgreSQL another node; an embedded file is opened once, by one process. */
  const secondConnection = async () => (kind === 'postgres' ? open<Tables>(address) : database)

  const addCoin = (id: string, worth: number) =>
    database.write((tx) => tx.insertInto('coin').values({ id, spent_at: null, worth }).execute())
  const coins = () => database.read.selectFrom('coin').select('id').orderBy('id').execute()

  test('keeps what a write did, and nothing of one that failed', async () => {
    await addCoin('a', 1)
    const fault = new Error('no')
    const failing = database.write(async (tx) => {
      await tx.insertInto('coin').values({ id: 'b', spent_at: null, worth: 2 }).execute()
      throw fault
    })
    await expect(failing).rejects.toBe(fault)
    expect(await coins()).toEqual([{ id: 'a' }])
  })

  test('gives the result of the write, and milliseconds, counts and sums as numbers', async () => {
    const now = 1_795_000_000_123
    await addCoin('a', now)
    const row = await database.write((tx) =>
      tx
        .updateTable('coin')
        .set({ spent_at: now })
        .where('id', '=', 'a')
        .returning(['spent_at', 'worth'])
        .executeTakeFirst(),
    )
    expect(row).toEqual({ spent_at: now, worth: now })
    const sums = await database.read
      .selectFrom('coin')
      .select((q) => [q.fn.countAll().as('n'), q.fn.sum('worth').as('sum')])
      .executeTakeFirst()
    expect(sums).toEqual({ n: 1, sum: now })
  })

  test('refuses to write on the reading side', async () => {
    await addCoin('a', 1)
    const writing: Kysely<Tables> = database.read
    await expect(writing.deleteFrom('coin').execute()).rejects.toThrow(/read-?only/i)
    expect(await coins()).toHaveLength(1)
  })

  test('a read sees a write as soon as that is acknowledged, and not before', async () => {
    const [inserted, looked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const write = database.write(async (tx) => {
      await tx.insertInto('coin').values({ id: 'a', spent_at: null, worth: 1 }).execute()
      inserted.resolve()
      await looked.promise
    })
    await inserted.promise
    expect(await coins()).toEqual([])
    looked.resolve()
    await write
    expect(await coins()).toEqual([{ id: 'a' }])
  })

  test('refuses a write inside a write, and a read inside a write', async () => {
    const nested = database.write(() => addCoin('a', 1))
    await expect(nested).rejects.toThrow('write() was called inside write()')
    const viewed = database.write(() => database.withTables<Tables>().write(async () => {}))
    await expect(viewed).rejects.toThrow('write() was called inside write()')
    await expect(database.write(() => coins())).rejects.toThrow('read was used inside write()')
    await expect(database.write(() => database.close())).rejects.toThrow('close() was called inside write()')
    await addCoin('a', 1)
    expect(await coins()).toHaveLength(1)
  })

  test('what a write left running may write once that is over', async () => {
    let later: Promise<unknown> = Promise.resolve()
    await database.write(async (tx) => {
      await tx.selectFrom('coin').selectAll().execute()
      later = pause(20).then(() => addCoin('a', 1))
    })
    await later
    expect(await coins()).toHaveLength(1)
  })

  test('parallel writes all arrive', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, n) => addCoin(`c${n}`, n)))
    expect(await coins()).toHaveLength(100)
  })

  test('F2 of 50 parallel spenders one wins, also across nodes', async () => {
    await addCoin('a', 1)
    const second = await secondConnection()
    const spent = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        (n % 2 ? database : second).write((tx) =>
          tx
            .updateTable('coin')
            .set({ spent_at: n })
            .where('id', '=', 'a')
            .where('spent_at', 'is', null)
            .executeTakeFirst(),
        ),
      ),
    )
    expect(spent.filter((result) => result.numUpdatedRows === 1n)).toHaveLength(1)
  })

  test('CF-04 names a taken key or unique value, and nothing else, a unique violation', async () => {
    await addCoin('a', 1)
    const outcome = async (work: Promise<unknown>) => work.then(() => 'passed', isUniqueViolation)
    expect(await outcome(addCoin('a', 2))).toBe(true)
    expect(await outcome(addCoin('b', 1))).toBe(true)
    const orphan = database.write((tx) => tx.insertInto('line').values({ number: 1, coin_id: 'x' }).execute())
    expect(await outcome(orphan)).toBe(false)
    expect(isUniqueViolation('23505')).toBe(false)
  })

  test('F4 foreign keys hold', async () => {
    const orphan = database.write((tx) => tx.insertInto('line').values({ number: 1, coin_id: 'x' }).execute())
    await expect(orphan).rejects.toThrow(/foreign key/i)
  })

  test('does not commit when the error of a statement was swallowed', async () => {
    await addCoin('a', 1)
    const careless = database.write(async (tx) => {
      await tx.insertInto('coin').values({ id: 'b', spent_at: null, worth: 2 }).execute()
      await tx
        .insertInto('coin')
        .values({ id: 'a', spent_at: null, worth: 3 })
        .execute()
        .catch(() => {})
    })
    await expect(careless).rejects.toThrow(/statement failed|rolled back/)
    expect(await coins()).toEqual([{ id: 'a' }])
  })

  test('a locked subject lets two writes pass one after the other, each seeing what the other did', async () => {
    const second = await secondConnection()
    const next = (from: Database<Tables>, id: string) =>
      from.write(async (tx) => {
        await from.lock(tx, 'numbers')
        const { max } = await tx
          .selectFrom('coin')
          .select((q) => q.fn.max('worth').as('max'))
          .executeTakeFirstOrThrow()
        await tx
          .insertInto('coin')
          .values({ id, spent_at: null, worth: (max ?? 0) + 1 })
          .execute()
      })
    await Promise.all(Array.from({ length: 20 }, (_, n) => next(n % 2 ? database : second, `c${n}`)))
    const worths = await database.read.selectFrom('coin').select('worth').orderBy('worth').execute()
    expect(worths.map((row) => row.worth)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
  })

  test('close waits for writes under way and refuses later ones', async () => {
    const under = database.write(async (tx) => {
      await pause(30)
      await tx.insertInto('coin').values({ id: 'a', spent_at: null, worth: 1 }).execute()
    })
    await pause(5)
    await database.close()
    await under
    await expect(addCoin('b', 2)).rejects.toThrow(/destroyed|end/)
    expect(await (await open<Tables>(address)).read.selectFrom('coin').select('id').execute()).toEqual([
      { id: 'a' },
    ])
    await database.close()
  })
})

describe.each(engines.filter(({ kind }) => kind === 'sqlite'))('$kind', ({ create, open }) => {
  test('F4 is opened with a write-ahead log, synced at each commit, with foreign keys and patience', async () => {
    const database = await open()
    const settings = async (db: Kysely<unknown>) => {
      const names = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout']
      const rows = await Promise.all(names.map((name) => sql.raw(`pragma ${name}`).execute(db)))
      return rows.map((row) => Object.values(row.rows[0] ?? {})[0] as unknown)
    }
    expect(await settings(writerOf(database))).toEqual(['wal', 2, 1, 2000])
    expect((await settings(database.withTables<unknown>().read))[0]).toBe('wal')
  })

  test('F4 a write holds the write lock from its first moment', async () => {
    const address = await create()
    const database = await open(address)
    const other = new DatabaseSync(address, { timeout: 0 })
    await database.write(async () => {
      expect(() => other.exec('begin immediate')).toThrow(/locked/)
    })
    other.close()
  })

  test('FT-04 on a full disk a write fails as unavailable and whole, reads go on, and writes resume', async () => {
    const database = await open<Tables>()
    await makeTables(database)
    const fill = (from: number) => {
      const rows = Array.from({ length: 500 }, (_, n) => ({
        id: 'x'.repeat(200) + (from + n),
        spent_at: null,
        worth: from + n,
      }))
      return database.write((tx) => tx.insertInto('coin').values(rows).execute())
    }
    await fill(0)
    await sql`pragma max_page_count = 60`.execute(writerOf(database))
    expect(await fill(500).then(() => 'passed', isUnavailable)).toBe(true)
    const count = () =>
      database.read
        .selectFrom('coin')
        .select((q) => q.fn.countAll().as('n'))
        .execute()
    expect(await count()).toEqual([{ n: 500 }])
    await sql`pragma max_page_count = 100000`.execute(writerOf(database))
    await fill(500)
    expect(await count()).toEqual([{ n: 1000 }])
  })

  test('the first error is the one that is told, also when SQLite has rolled back by itself', async () => {
    const database = await open<Tables>()
    await makeTables(database)
    const twice = database.write(async (tx) => {
      for (const worth of [1, 2])
        await sql`insert or rollback into coin (id, worth) values ('a', ${worth})`.execute(tx)
    })
    expect(await twice.then(() => 'passed', isUniqueViolation)).toBe(true)
  })

  test('the files are for their owner alone', async () => {
    const address = await create()
    const database = await open<Tables>(address)
    await makeTables(database)
    for (const file of [address, `${address}-wal`, `${address}-shm`])
      expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('a statement that is being read row by row is not disturbed when it runs again', async () => {
    const database = await open<Tables>()
    await makeTables(database)
    const rows = [1, 2, 3].map((worth) => ({ id: `c${worth}`, spent_at: null, worth }))
    await database.write((tx) => tx.insertInto('coin').values(rows).execute())
    const query = database.read.selectFrom('coin').select('worth').orderBy('worth')
    const seen: number[] = []
    for await (const row of query.stream()) {
      seen.push(row.worth)
      expect(await query.execute()).toHaveLength(3)
    }
    expect(seen).toEqual([1, 2, 3])
  })
})

describe.each(engines.filter(({ kind }) => kind === 'postgres'))('$kind', ({ open }) => {
  test('FT-03 a deadlock is tried again', async () => {
    const database = await open<Tables>()
    await makeTables(database)
    const fresh = [1, 2].map((worth) => ({ id: `c${worth}`, worth, spent_at: 0 }))
    await database.write((tx) => tx.insertInto('coin').values(fresh).execute())
    let runs = 0
    const bothHoldOne = Promise.withResolvers<void>()
    const touch = (first: string, second: string) =>
      database.write(async (tx) => {
        const add = (id: string) => sql`update coin set spent_at = spent_at + 1 where id = ${id}`.execute(tx)
        await add(first)
        if (++runs === 2) bothHoldOne.resolve()
        await bothHoldOne.promise
        await add(second)
      })
    await Promise.all([touch('c1', 'c2'), touch('c2', 'c1')])
    expect(runs).toBe(3)
    const counts = await database.read.selectFrom('coin').select('spent_at').execute()
    expect(counts).toEqual([{ spent_at: 2 }, { spent_at: 2 }])
  })

  test('FT-03 a connection that was cut fails its request as unavailable, and the next one works', async () => {
    const database = await open<Tables>()
    await makeTables(database)
    const cut = database.write((tx) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx))
    expect(await cut.then(() => 'passed', isUnavailable)).toBe(true)
    const idle = sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
    await database.write((tx) => idle.execute(tx))
    await pause(100)
    expect(await database.read.selectFrom('coin').selectAll().execute()).toEqual([])
  })
})

test('FT-02 a server that is not there is unavailable', async () => {
  const database = openPostgres<Tables>('postgres://gate@127.0.0.1:9/none')
  const answer = await database.read.selectFrom('coin').selectAll().execute().catch(isUnavailable)
  expect(answer).toBe(true)
  await database.close()
})

test('an address that is none is refused without repeating it', () => {
  const refused = () => openPostgres('postgres://gate:sesame@[broken/db')
  expect(refused).toThrow('DATABASE_URL is not a PostgreSQL address')
  expect(refused).not.toThrow('sesame')
})

async function makeTables(database: Database<Tables>): Promise<void> {
  const { schema } = writerOf(database)
  await schema
    .createTable('coin')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('spent_at', 'bigint')
    .addColumn('worth', 'bigint', (column) => column.notNull().unique())
    .execute()
  await schema
    .createTable('line')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('coin_id', 'text', (column) => column.notNull().references('coin.id'))
    .execute()
}
