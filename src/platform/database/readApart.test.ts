import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { Busy } from '../queue.ts'
import type { Database } from './database.ts'
import { longReads, TookTooLong } from './longRead.ts'

type Tables = { coin: { id: string; worth: number } }

describe.each(testDatabases())('$kind', ({ kind, create, open }) => {
  let address: string
  let database: Database<Tables>
  beforeEach(async () => {
    address = await create()
    database = await open(address, { longestRead: 1000 })
    await database.write(async (tx) => {
      await sql`create table coin (id text primary key, worth integer)`.execute(tx)
      await sql`create index coin_worth on coin (worth)`.execute(tx)
    })
  })

  const mint = (count: number) =>
    database.write((tx) =>
      sql`insert into coin with recursive n (i) as (select 1 union all select i + 1 from n where i < ${count})
        select 'coin ' || i, i from n`.execute(tx),
    )
  const worth = (reader = 'reader') =>
    database.readApart(database.read.selectFrom('coin').select('worth').orderBy('worth').compile(), reader)
  /** Looks at every pair of rows: for minutes. */
  const endless = (reader = 'reader') =>
    database.readApart(
      sql<{
        n: number
      }>`select count(*) as n from coin as one, coin as two where one.id || two.id like '%x%'`.compile(
        database.read,
      ),
      reader,
    )

  test('X-08 gives what was committed a moment ago, and refuses to write', async () => {
    expect(await worth()).toEqual([])
    await mint(2)
    expect(await worth()).toEqual([{ worth: 1 }, { worth: 2 }])
    const written = database.readApart(sql`delete from coin`.compile(database.read), 'reader')
    await expect(written).rejects.toThrow(/read-?only|cannot modify coin/i)
    expect(await worth()).toHaveLength(2)
  })

  test('X-08 a read that takes too long is really ended, and the next one is answered', async () => {
    await mint(20_000)
    const began = performance.now()
    await expect(endless()).rejects.toThrow(TookTooLong)
    expect(await worth()).toHaveLength(20_000)
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  test('X-08 the event loop computes nothing meanwhile', async () => {
    await mint(20_000)
    await worth()
    const before = process.threadCpuUsage()
    await expect(endless()).rejects.toThrow(TookTooLong)
    const { user, system } = process.threadCpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(100)
  })

  test('X-08 one reader leaves room for others, and is told when its share is waiting', async () => {
    await mint(20_000)
    const greedy = Array.from({ length: 3 + longReads.queue.each.waiting }, () => endless('greedy'))
    const ends = Promise.allSettled(greedy)
    await expect(greedy.at(-1)).rejects.toThrow(Busy)
    expect(await worth('another')).toHaveLength(20_000)
    await database.close()
    expect(new Set((await ends).map(({ status }) => status))).toEqual(new Set(['rejected']))
  })

  test('faults keep their code, and nothing is read inside a write', async () => {
    const wrong = database.readApart(sql`select nothing from nowhere`.compile(database.read), 'reader')
    await expect(wrong).rejects.toMatchObject(kind === 'sqlite' ? { errcode: 1 } : { code: '42P01' })
    await expect(database.write(() => worth())).rejects.toThrow(/inside write/)
    await database.close()
    await expect(worth()).rejects.toThrow(/closed|after calling end/)
  })
})
