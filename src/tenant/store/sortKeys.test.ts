import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { migrate } from '#platform/database/migrate.ts'
import { sortKey } from '#schema/sortKey.ts'
import { testDatabases } from '#testing/database.ts'
import { parse } from '../redrock/parse.ts'
import { select } from '../redrock/select.ts'
import { viewNamed } from '../redrock/views/views.ts'
import { migrations } from './migrations/index.ts'
import type { Row, Tables } from './tables.ts'

type Earlier = { role: Omit<Row<'role'>, 'sort_key' | 'requires_federation'> }

const names = [
  'zoo',
  'Zebra',
  'émile',
  'E\u0301mile',
  'emile',
  'Beta',
  'Äpfel',
  'alpha',
  '한글',
  'İzmir',
  'ΣΑΣ',
  'a',
  'a b',
]

test.each(testDatabases())(
  'PB-07 names that were there before get the key of new ones, and an index gives the first page ($kind)',
  async ({ open, kind }) => {
    const database = await open<Tables>()
    const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0026'))
    await migrate(database, { name: 'tenant', migrations: before })
    const rest = { description: '', built_in: 0, version: 1, created_at: 1, updated_at: 1 }
    await database.withTables<Earlier>().write((tx) =>
      tx
        .insertInto('role')
        .values(names.map((name, at) => ({ id: String(at), name, name_key: String(at), ...rest })))
        .execute(),
    )
    await migrate(database, { name: 'tenant', migrations })
    const rows = await database.read
      .selectFrom('role')
      .select(['name', 'sort_key'])
      .orderBy('sort_key')
      .execute()
    for (const { name, sort_key } of rows) expect(sort_key).toBe(sortKey(name))
    expect(rows.map(({ name }) => name).slice(0, 5)).toEqual(['a', 'a b', 'alpha', 'Äpfel', 'Beta'])

    for (const [script, table] of [
      ['select ID from Role order by Name', 'role'],
      ['select ID from User order by Username desc', 'user'],
      ['select SystemName from DSGroups order by SystemName', 'group'],
      ['select ID from Application order by Name', 'application'],
    ] as const) {
      const query = parse(script)
      const view = viewNamed({ database, clock: () => 0, id: 'ABC0123' }, query.table)
      const surroundings = { view, rows: 'all', dialect: kind, now: 0 } as const
      const { rows: found, order } = select(query, { sortBy: null, filter: null }, surroundings)
      const plan = await database.write(async (tx) => {
        // A table of a few rows is read whole otherwise
        if (kind === 'postgres') await sql`set local enable_seqscan = off`.execute(tx)
        const explain = kind === 'postgres' ? sql`explain` : sql`explain query plan`
        return (await sql`${explain} ${found} order by ${order} limit 2`.execute(tx)).rows
      })
      expect(JSON.stringify(plan)).toContain(`${table}_sort_key`)
      if (kind === 'sqlite') expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE')
    }
    await database.close()
  },
)
