import { setTimeout as pause } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Coins, makeCoins } from '#testing/coins.ts'
import { testDatabases } from '#testing/database.ts'
import { type Database, isUniqueViolation } from './database.ts'

describe.each(testDatabases())('$kind', ({ kind, create, open }) => {
  let address: string
  let database: Database<Coins>

  beforeEach(async () => {
    address = await create()
    database = await open(address)
    await makeCoins(database)
  })

  afterEach(() => database.close())

  /** On PostgreSQL another node; an embedded file is opened once, by one process. */
  const secondConnection = async () => (kind === 'postgres' ? open<Coins>(address) : database)

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
    const writing: Kysely<Coins> = database.read
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
    const viewed = database.write(() => database.withTables<Coins>().write(async () => {}))
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
    const next = (from: Database<Coins>, id: string) =>
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
    expect(await (await open<Coins>(address)).read.selectFrom('coin').select('id').execute()).toEqual([
      { id: 'a' },
    ])
    await database.close()
  })
})
