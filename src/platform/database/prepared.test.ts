import { setImmediate } from 'node:timers/promises'
import { CompiledQuery, sql, type Kysely } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { prepared, preparedInsert } from './prepared.ts'
import { offerReadTogether } from './readTogether.ts'

type Tables = { person: { id: string; name: string; town: string } }

describe.each(testDatabases())('$kind', ({ create, open }) => {
  test('gives each call its own values, in whatever order the text has them, beside constants', async () => {
    const database = await open<Tables>()
    await database.write(async (tx) => {
      await sql`create table person (id text primary key, name text not null, town text not null)`.execute(tx)
      await tx
        .insertInto('person')
        .values([
          { id: '1', name: 'Ada', town: 'London' },
          { id: '2', name: 'Ada', town: 'Paris' },
          { id: '3', name: 'Emmy', town: 'Paris' },
        ])
        .execute()
    })
    const found = prepared((db: typeof database.read, town, name) =>
      db
        .selectFrom('person')
        .select('id')
        .where('name', '=', name)
        .where('id', '!=', '9')
        .where('town', '=', town),
    )
    expect(await found(database.read, 'London', 'Ada')).toEqual([{ id: '1' }])
    expect(await found(database.read, 'Paris', 'Ada')).toEqual([{ id: '2' }])
    expect(await found(database.read, '', "' or 1=1 --")).toEqual([])
    await database.write(async (tx) => expect(await found(tx, 'Paris', 'Emmy')).toEqual([{ id: '3' }]))
  })

  test('sees what this process wrote a moment ago, in the same turn of the event loop', async () => {
    const database = await open<Tables>()
    const all = prepared((db: typeof database.read) => db.selectFrom('person').select('id').orderBy('id'))
    await database.write(async (tx) => {
      await sql`create table person (id text primary key, name text not null, town text not null)`.execute(tx)
    })
    for (const id of ['1', '2', '3']) {
      const before = await all(database.read)
      await database.write((tx) => tx.insertInto('person').values({ id, name: '', town: '' }).execute())
      expect(await all(database.read)).toEqual([...before, { id }])
    }
    await database.writeApart?.(() =>
      Promise.resolve([{ text: `insert into person values (?, '', '')`, rows: [['4']] }]),
    )
    expect((await all(database.read)).at(-1)).toEqual({ id: database.writeApart ? '4' : '3' })
  })

  test('sees in the next turn what another process wrote', async () => {
    const address = await create()
    const [database, other] = [await open<Tables>(address), await open<Tables>(address)]
    const all = prepared((db: typeof database.read) => db.selectFrom('person').select('id'))
    await database.write(async (tx) => {
      await sql`create table person (id text primary key, name text not null, town text not null)`.execute(tx)
    })
    expect(await all(database.read)).toEqual([])
    await other.write((tx) => tx.insertInto('person').values({ id: '1', name: '', town: '' }).execute())
    await setImmediate()
    expect(await all(database.read)).toEqual([{ id: '1' }])
  })

  const found = prepared((db: Awaited<ReturnType<typeof withPeople>>['read'], town, name) =>
    db
      .selectFrom('person')
      .selectAll()
      .where('town', 'in', [town, 'Rome'])
      .where('name', '=', name)
      .orderBy('id', 'desc'),
  )
  async function withPeople() {
    const database = await open<Tables>()
    await database.write(async (tx) => {
      await sql`create table person (id text primary key, name text not null, town text not null)`.execute(tx)
      const people = Array.from({ length: 300 }, (_, at) => ({
        id: `${at + 100}`,
        name: `n${at}`,
        town: 't',
      }))
      await tx.insertInto('person').values(people).execute()
      await tx.insertInto('person').values({ id: '900', name: 'n7', town: 'Rome' }).execute()
    })
    return database
  }

  test('many at once get their own rows, in their own order, also those who ask for the same', async () => {
    const { read } = await withPeople()
    const asked = [...Array.from({ length: 300 }, (_, at) => `n${at}`), 'n7', 'nobody', `{"n1",'},\\`]
    const answers = await Promise.all(asked.map((name) => found(read, 't', name)))
    const two = ['900', '107']
    const expected = asked.map((name, at) => (name === 'n7' ? two : at < 300 ? [`${at + 100}`] : []))
    expect(answers.map((rows) => rows.map(({ id }) => id))).toEqual(expected)
    expect(answers[0]).toEqual([{ id: '100', name: 'n0', town: 't' }])
  })

  test('what is asked for in one turn, or while others are answered, goes to the server together', async ({
    skip,
  }) => {
    const { read, kind } = await withPeople()
    if (kind === 'sqlite') skip()
    let statements = 0
    offerReadTogether(read as Kysely<unknown>, {
      refuseRead: () => {},
      async run({ text, values }) {
        statements++
        const { rows } = await read.executeQuery<object>(CompiledQuery.raw(text, [...values]))
        return { columns: Object.keys(rows[0] ?? {}), rows: rows.map((row) => Object.values(row)) }
      },
    })
    const byName = prepared((db: typeof read, name) =>
      db.selectFrom('person').select('id').where('name', '=', name),
    )
    const asked = Array.from({ length: 90 }, async (_, at) => {
      const [first] = await byName(read, `n${at}`)
      const [second] = await byName(read, `n${at + 90}`)
      return [first?.id, second?.id]
    })
    expect(await Promise.all(asked)).toEqual(asked.map((_, at) => [`${at + 100}`, `${at + 190}`]))
    expect(statements).toBe(2)
  })

  test('what fails for one fails for nobody else who asks in the same turn', async ({ skip }) => {
    const { read, kind } = await withPeople()
    // PostgreSQL has no text with NUL
    if (kind === 'sqlite') skip()
    const asked = ['n1', 'n\0', 'n2']
    const answers = await Promise.allSettled(asked.map((name) => found(read, 't', name)))
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  test('goes on when another version of us changes the table', async () => {
    const database = await withPeople()
    const before = await Promise.all([found(database.read, 't', 'n1'), found(database.read, 't', 'n2')])
    await database.write((tx) => sql`alter table person add column age integer`.execute(tx))
    const after = await Promise.all([found(database.read, 't', 'n1'), found(database.read, 't', 'n2')])
    expect(after).toEqual(before.map((rows) => rows.map((row) => ({ ...row, age: null }))))
    expect(await found(database.read, 't', 'n1')).toEqual(after[0])
  })

  test('is refused inside a write like any other read, which would not see what the write did', async () => {
    const database = await open<Tables>()
    const all = prepared((db: typeof database.read) => db.selectFrom('person').selectAll())
    await database.write(async (tx) => {
      await sql`create table person (id text primary key, name text not null, town text not null)`.execute(tx)
      await tx.insertInto('person').values({ id: '1', name: 'Ada', town: 'London' }).execute()
    })
    expect(await all(database.read)).toHaveLength(1)
    await expect(database.write(() => all(database.read))).rejects.toThrow(/read was used inside write/)
  })

  test('inserts any number of rows, each with its own values', async () => {
    const database = await open<Tables>()
    const insert = preparedInsert((db: typeof database.read, rows: Tables['person'][]) =>
      db.insertInto('person').values(rows),
    )
    const people = (count: number, from: number) =>
      Array.from({ length: count }, (_, index) => ({
        id: String(from + index),
        name: `n${from + index}`,
        town: "it's",
      }))
    await database.write(async (tx) => {
      await sql`create table person (id text primary key, name text not null, town text not null)`.execute(tx)
      await insert(tx, people(40, 0))
      await insert(tx, people(2, 100))
      await insert(tx, people(2, 200))
    })
    const rows = await database.read.selectFrom('person').selectAll().execute()
    expect(rows).toHaveLength(44)
    expect(rows.every(({ id, name, town }) => name === `n${id}` && town === "it's")).toBe(true)
  })
})
