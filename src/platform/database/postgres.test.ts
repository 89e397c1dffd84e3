import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Coins, makeCoins } from '#testing/coins.ts'
import { testDatabases } from '#testing/database.ts'
import { openPostgres } from './database.ts'
import { isUnavailable } from './unavailable.ts'

describe.each(testDatabases().filter(({ kind }) => kind === 'postgres'))('$kind', ({ open }) => {
  test('FT-03 a deadlock is tried again', async () => {
    const database = await open<Coins>()
    await makeCoins(database)
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
    const database = await open<Coins>()
    await makeCoins(database)
    const cut = database.write((tx) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx))
    expect(await cut.then(() => 'passed', isUnavailable)).toBe(true)
    const idle = sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
    await database.write((tx) => idle.execute(tx))
    await pause(100)
    expect(await database.read.selectFrom('coin').selectAll().execute()).toEqual([])
  })
})

test('FT-02 a server that is not there is unavailable', async () => {
  const database = openPostgres<Coins>('postgres://gate@127.0.0.1:9/none')
  const answer = await database.read.selectFrom('coin').selectAll().execute().catch(isUnavailable)
  expect(answer).toBe(true)
  await database.close()
})

test('an address that is none is refused without repeating it', () => {
  const refused = () => openPostgres('postgres://gate:sesame@[broken/db')
  expect(refused).toThrow('DATABASE_URL is not a PostgreSQL address')
  expect(refused).not.toThrow('sesame')
})
