import { existsSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Coins, makeCoins } from '#testing/coins.ts'
import { testDatabases } from '#testing/database.ts'
import { isUniqueViolation, writerOf } from './database.ts'
import { isUnavailable } from './unavailable.ts'

describe.each(testDatabases().filter(({ kind }) => kind === 'sqlite'))('$kind', ({ create, open }) => {
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

  test.each([
    ['written', false],
    ['written and read', true],
  ])('BK-02 what was %s is all in the file after closing, with nothing beside it', async (_, reads) => {
    const address = await create()
    const database = await open<Coins>(address)
    await makeCoins(database)
    await database.write((tx) =>
      tx.insertInto('coin').values({ id: 'a', spent_at: null, worth: 1 }).execute(),
    )
    if (reads) await database.read.selectFrom('coin').selectAll().execute()
    await database.close()
    expect(existsSync(`${address}-wal`)).toBe(false)
    const copy = new DatabaseSync(address, { readOnly: true })
    expect(copy.prepare('select count(*) as n from coin').get()).toEqual({ n: 1 })
    copy.close()
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
    const database = await open<Coins>()
    await makeCoins(database)
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
    const database = await open<Coins>()
    await makeCoins(database)
    const twice = database.write(async (tx) => {
      for (const worth of [1, 2])
        await sql`insert or rollback into coin (id, worth) values ('a', ${worth})`.execute(tx)
    })
    expect(await twice.then(() => 'passed', isUniqueViolation)).toBe(true)
  })

  test('the files are for their owner alone', async () => {
    const address = await create()
    const database = await open<Coins>(address)
    await makeCoins(database)
    for (const file of [address, `${address}-wal`, `${address}-shm`])
      expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('a statement that is being read row by row is not disturbed when it runs again', async () => {
    const database = await open<Coins>()
    await makeCoins(database)
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
