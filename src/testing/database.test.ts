import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDatabases } from './database.ts'

type Tables = { note: { text: string } }

describe.each(testDatabases())('$kind', ({ open, create }) => {
  test('each opened database is empty and its own', async () => {
    const [one, other] = [await open<Tables>(), await open<Tables>()]
    await one.write((tx) => sql`create table note (text text)`.execute(tx))
    await expect(other.read.selectFrom('note').selectAll().execute()).rejects.toThrow('note')
  })

  test('a second connection sees what the first one wrote', async () => {
    const address = await create()
    const [one, other] = [await open<Tables>(address), await open<Tables>(address)]
    await one.write((tx) => sql`create table note (text text)`.execute(tx))
    await one.write((tx) => tx.insertInto('note').values({ text: 'kept' }).execute())
    expect(await other.read.selectFrom('note').selectAll().execute()).toEqual([{ text: 'kept' }])
  })
})
