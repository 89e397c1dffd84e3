import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import type { Statement } from './commitThread.ts'
import { isUniqueViolation, type Database } from './database.ts'
import { isUnavailable } from './unavailable.ts'

type Tables = { coin: { id: string; worth: number } }

const [sqlite] = testDatabases()
let address: string
let database: Database<Tables>
beforeEach(async () => {
  if (!sqlite) throw new Error('SQLite is always there')
  address = await sqlite.create()
  database = await sqlite.open<Tables>(address)
  await database.write((tx) => sql`create table coin (id text primary key, worth integer)`.execute(tx))
})

const add = (...rows: [string, number][]): Statement => ({ text: 'insert into coin values (?, ?)', rows })
const spend = (id: string): Statement => ({ text: 'delete from coin where id = ?', rows: [[id]] })
const apart = async (...statements: Statement[]) => database.writeApart?.(() => Promise.resolve(statements))
const coins = async () =>
  (await database.read.selectFrom('coin').select('id').orderBy('id').execute()).map(({ id }) => id)

test('is there when it is answered, for this connection and for others', async () => {
  await apart(add(['a', 1], ['b', 2]), spend('a'))
  expect(await coins()).toEqual(['b'])
  const other = new DatabaseSync(address, { readOnly: true })
  expect(other.prepare('select id from coin').all()).toEqual([{ id: 'b' }])
  other.close()
})

test('F4 is synced at each commit and holds foreign keys', async () => {
  const note = (pragma: string): Statement => ({
    text: `insert into coin select ?, ${pragma} from pragma_${pragma}`,
    rows: [[pragma]],
  })
  await apart(note('synchronous'), note('foreign_keys'))
  expect(await database.read.selectFrom('coin').selectAll().orderBy('id').execute()).toEqual([
    { id: 'foreign_keys', worth: 1 },
    { id: 'synchronous', worth: 2 },
  ])
})

test('is all or nothing, tells what failed, and goes on afterwards', async () => {
  await apart(add(['a', 1]))
  const twice = apart(add(['b', 1], ['a', 1]))
  await expect(twice).rejects.toSatisfy(isUniqueViolation)
  await expect(apart(add(['b', 1]), spend('nobody has it'))).rejects.toThrow(/one row and changed 0/)
  await expect(apart({ text: 'insert into nowhere values (?)', rows: [[1]] })).rejects.toThrow(/nowhere/)
  expect(await coins()).toEqual(['a'])
  await apart(add(['b', 1]))
  expect(await coins()).toEqual(['a', 'b'])
})

test('takes turns with other writes, in order of arrival', async () => {
  await apart(add(['count', 0]))
  const more: Statement = { text: `update coin set worth = worth + ? where id = 'count'`, rows: [[1]] }
  const here = () =>
    database.write(async (tx) => {
      const { worth } = await tx.selectFrom('coin').select('worth').executeTakeFirstOrThrow()
      await tx
        .updateTable('coin')
        .set({ worth: worth + 1 })
        .execute()
    })
  const done: number[] = []
  await Promise.all(
    Array.from({ length: 60 }, async (_, at) => {
      await (at % 2 ? apart(more) : here())
      done.push(at)
    }),
  )
  expect(await database.read.selectFrom('coin').select('worth').execute()).toEqual([{ worth: 60 }])
  expect(done).toEqual(done.toSorted((a, b) => a - b))
})

test('reads what it builds on when nobody else writes', async () => {
  await apart(add(['count', 0]))
  const next = async () => {
    await database.writeApart?.(async () => {
      const { worth } = await database.read.selectFrom('coin').select('worth').executeTakeFirstOrThrow()
      return [{ text: 'update coin set worth = ? where worth = ?', rows: [[worth + 1, worth]] }]
    })
  }
  await Promise.all(Array.from({ length: 30 }, next))
  expect(await database.read.selectFrom('coin').select('worth').execute()).toEqual([{ worth: 30 }])
})

test('FT-04 is unavailable while another process holds the file, and passes afterwards', async () => {
  const other = new DatabaseSync(address)
  other.exec('begin immediate')
  await expect(apart(add(['a', 1]))).rejects.toSatisfy(isUnavailable)
  other.exec('rollback')
  other.close()
  await apart(add(['a', 1]))
  expect(await coins()).toEqual(['a'])
})

test('is refused inside a write, and when the database is closed', async () => {
  await expect(database.write(() => apart(add(['a', 1])))).rejects.toThrow(/inside write/)
  const under = apart(add(['b', 1]))
  await database.close()
  await under
  await expect(apart(add(['c', 1]))).rejects.toThrow(/closed/)
  const again = new DatabaseSync(address)
  expect(again.prepare('select id from coin').all()).toEqual([{ id: 'b' }])
  again.close()
})
