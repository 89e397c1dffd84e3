import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import type { Database } from './database.ts'
import { prepared } from './prepared.ts'

type Tables = { coin: { id: string; worth: number }; purse: { id: string } }

const [sqlite] = testDatabases()
let address: string
let database: Database<Tables>
beforeEach(async () => {
  if (!sqlite) throw new Error('SQLite is always there')
  address = await sqlite.create()
  database = await sqlite.open<Tables>(address)
  await database.write(async (tx) => {
    await sql`create table purse (id text primary key)`.execute(tx)
    await sql`create table coin (id text primary key, worth integer, purse text references purse on delete cascade)`.execute(
      tx,
    )
    await tx.insertInto('purse').values({ id: 'p' }).execute()
    await sql`insert into "coin" values ('a', 1, 'p')`.execute(tx)
  })
})

const coin = prepared((db: Database<Tables>['read'], id) =>
  db.selectFrom('coin').select(['id', 'worth']).where('id', '=', id),
)
const read = (id = 'a') => coin(database.read, id)

test('gives the same rows again while their table stays as it is, whatever is written elsewhere', async () => {
  const first = await read()
  await database.write((tx) => tx.insertInto('purse').values({ id: 'q' }).execute())
  await database.write((tx) => tx.updateTable('purse').set({ id: 'r' }).where('id', '=', 'q').execute())
  await database.writeApart?.(() =>
    Promise.resolve([{ text: 'insert into "purse" values (?)', rows: [['s']] }]),
  )
  await setImmediate()
  expect(await read()).toBe(first)
  expect(await read('b')).toEqual([])
})

test('gives nobody a row that somebody else changed', async () => {
  const rows = await read()
  await read()
  expect(() => Object.assign((rows[0] ?? {}) as object, { worth: 9 })).toThrow(TypeError)
  expect(() => rows.push({ id: 'x', worth: 9 })).toThrow(TypeError)
})

test.each<[string, (db: Database<Tables>) => Promise<unknown> | undefined]>([
  ['an update', (db) => db.write((tx) => tx.updateTable('coin').set({ worth: 2 }).execute())],
  ['a deletion that cascades', (db) => db.write((tx) => tx.deleteFrom('purse').execute())],
  ['SQL of any other form', (db) => db.write((tx) => sql`  UPDATE coin SET worth = 2`.execute(tx))],
  [
    'a write apart',
    (db) => db.writeApart?.(() => Promise.resolve([{ text: 'update "coin" set worth = ?', rows: [[2]] }])),
  ],
  [
    'one of several statements of a transaction',
    (db) =>
      db.write(async (tx) => {
        await tx.updateTable('coin').set({ worth: 2 }).execute()
        await tx.insertInto('purse').values({ id: 'z' }).execute()
        await tx.selectFrom('purse').selectAll().execute()
      }),
  ],
])('forgets after %s', async (_, write) => {
  const before = await read()
  await write(database)
  expect(await read()).not.toEqual(before)
})

test('keeps what was there when a write failed', async () => {
  const before = await read()
  const failing = database.write(async (tx) => {
    await tx.updateTable('coin').set({ worth: 2 }).execute()
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await read()).toEqual(before)
})

test('sees what another process wrote after its own writes, in the next turn', async () => {
  const other = await sqlite?.open<Tables>(address)
  for (const worth of [5, 6, 7]) {
    await read()
    await database.writeApart?.(() =>
      Promise.resolve([{ text: 'insert into "purse" values (?)', rows: [[`p${worth}`]] }]),
    )
    await other?.write((tx) => tx.updateTable('coin').set({ worth }).execute())
    await setImmediate()
    expect(await read()).toEqual([{ id: 'a', worth }])
  }
})

test('takes no values for others, whatever is in them', async () => {
  const both = prepared((db: Database<Tables>['read'], one, two) =>
    db.selectFrom('coin').select('id').where('id', '!=', one).where('id', '=', two),
  )
  expect(await both(database.read, 'x","a', 'b')).toEqual([])
  expect(await both(database.read, 'x', 'a')).toEqual([{ id: 'a' }])
  expect(await both(database.read, 'x\u0000a', '')).toEqual([])
})

test('does not keep long answers', async () => {
  const all = prepared((db: Database<Tables>['read']) => db.selectFrom('coin').select('id'))
  await database.write(async (tx) => {
    for (let count = 0; count < 60; count++)
      await tx
        .insertInto('coin')
        .values({ id: `${count}`, worth: 1 })
        .execute()
  })
  expect(await all(database.read)).not.toBe(await all(database.read))
})

test('does not keep what was asked with a long text', async () => {
  expect(await read('a'.repeat(200))).toBe(await read('a'.repeat(200)))
  expect(await read('a'.repeat(201))).not.toBe(await read('a'.repeat(201)))
})
