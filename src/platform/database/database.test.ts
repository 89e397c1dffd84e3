import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { type Generated, type Kysely, sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Database, isUniqueViolation, openPostgres, openSqlite, writerOf } from './database.ts'

type Tables = {
  coin: { id: string; spent_at: number | null; worth: number }
  line: { number: Generated<number>; coin_id: string }
}

const server = process.env['TEST_DATABASE_URL']
const folder = mkdtempSync(join(tmpdir(), 'gatewright-database-'))
let count = 0
let open: Database<Tables>[] = []

const engines = {
  sqlite: async () => {
    const file = join(folder, `${++count}.sqlite`)
    return () => openSqlite<Tables>(file)
  },
  postgres: async () => {
    const name = `database_test_${process.pid}_${++count}`
    const admin = new pg.Client({ connectionString: server })
    await admin.connect()
    await admin.query(`create database ${name}`)
    await admin.end()
    const url = new URL(server ?? '')
    url.pathname = name
    return () => openPostgres<Tables>(url.href)
  },
}

afterEach(async () => {
  await Promise.all(open.map((one) => one.close()))
  open = []
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** PostgreSQL needs TEST_DATABASE_URL. */
describe.for(['sqlite', 'postgres'] as const)('%s', (kind) => {
  describe.skipIf(kind === 'postgres' && !server)('store', () => {
    let another: () => Database<Tables>
    let database: Database<Tables>

    beforeEach(async () => {
      const connect = await engines[kind]()
      another = () => {
        const one = connect()
        open.push(one)
        return one
      }
      database = another()
      await writerOf(database)
        .schema.createTable('coin')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('spent_at', 'bigint')
        .addColumn('worth', 'bigint', (column) => column.notNull().unique())
        .execute()
      await writerOf(database)
        .schema.createTable('line')
        .addColumn('number', 'integer', (column) => column.primaryKey())
        .addColumn('coin_id', 'text', (column) => column.notNull().references('coin.id'))
        .execute()
    })

    /** On PostgreSQL another node; an embedded file is opened once, by one process. */
    const secondConnection = () => (kind === 'postgres' ? another() : database)
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
      await Promise.all([
        database.write(async (tx) => {
          await tx.insertInto('coin').values({ id: 'a', spent_at: null, worth: 1 }).execute()
          await pause(30)
        }),
        pause(10).then(async () => expect(await coins()).toEqual([])),
      ])
      expect(await coins()).toEqual([{ id: 'a' }])
    })

    test('refuses a write inside a write, and a read inside a write', async () => {
      const nested = database.write(() => addCoin('a', 1))
      await expect(nested).rejects.toThrow('write() was called inside write()')
      const viewed = database.write(() => database.withTables<Tables>().write(async () => {}))
      await expect(viewed).rejects.toThrow('write() was called inside write()')
      await expect(database.write(() => coins())).rejects.toThrow('read was used inside write()')
      await expect(database.write(() => database.close())).rejects.toThrow(
        'close() was called inside write()',
      )
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
      const second = secondConnection()
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
      const orphan = database.write((tx) =>
        tx.insertInto('line').values({ number: 1, coin_id: 'x' }).execute(),
      )
      expect(await outcome(orphan)).toBe(false)
      expect(isUniqueViolation('23505')).toBe(false)
    })

    test('F4 foreign keys hold', async () => {
      const orphan = database.write((tx) =>
        tx.insertInto('line').values({ number: 1, coin_id: 'x' }).execute(),
      )
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
      await expect(careless).rejects.toThrow()
      expect(await coins()).toEqual([{ id: 'a' }])
    })

    test('a locked subject lets two writes pass one after the other, each seeing what the other did', async () => {
      const second = secondConnection()
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
      await expect(addCoin('b', 2)).rejects.toThrow()
      expect(await another().read.selectFrom('coin').select('id').execute()).toEqual([{ id: 'a' }])
      await database.close()
    })
  })
})

test('F4 SQLite is opened with a write-ahead log, synced at each commit, with foreign keys and patience', async () => {
  const connect = await engines.sqlite()
  const database = connect()
  open.push(database)
  const settings = async (db: Kysely<unknown>) => {
    const one = async (name: string) =>
      Object.values((await sql.raw(`pragma ${name}`).execute(db)).rows[0] ?? {})[0]
    return [
      await one('journal_mode'),
      await one('synchronous'),
      await one('foreign_keys'),
      await one('busy_timeout'),
    ]
  }
  expect(await settings(writerOf(database))).toEqual(['wal', 2, 1, 2000])
  expect((await settings(database.withTables<unknown>().read))[0]).toBe('wal')
})

test('F4 a SQLite write holds the write lock from its first moment', async () => {
  const file = join(folder, `${++count}.sqlite`)
  const database = openSqlite<Tables>(file)
  open.push(database)
  const other = new DatabaseSync(file, { timeout: 0 })
  await database.write(async () => {
    expect(() => other.exec('begin immediate')).toThrow(/locked/)
  })
  other.close()
})

test.skipIf(!server)('a deadlock on PostgreSQL is tried again', async () => {
  const database = (await engines.postgres())()
  open.push(database)
  const columns = sql`id text, spent_at bigint, worth bigint`
  await sql`create table coin (${columns})`.execute(writerOf(database))
  const fresh = ['a', 'b'].map((id) => ({ id, worth: 0, spent_at: null }))
  await database.write((tx) => tx.insertInto('coin').values(fresh).execute())
  let runs = 0
  const touch = (first: string, second: string) =>
    database.write(async (tx) => {
      runs++
      for (const id of [first, second]) {
        await tx
          .updateTable('coin')
          .set((q) => ({ worth: q('worth', '+', 1) }))
          .where('id', '=', id)
          .execute()
        await pause(50)
      }
    })
  await Promise.all([touch('a', 'b'), touch('b', 'a')])
  expect(runs).toBe(3)
  expect(await database.read.selectFrom('coin').select('worth').execute()).toEqual([
    { worth: 2 },
    { worth: 2 },
  ])
})

test('an address that is none is refused without repeating it', () => {
  const refused = () => openPostgres('postgres://gate:sesame@[broken/db')
  expect(refused).toThrow('DATABASE_URL is not a PostgreSQL address')
  expect(refused).not.toThrow('sesame')
})
