import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { migrate } from '#platform/database/migrate.ts'
import { testDatabases } from '#testing/database.ts'
import { parse } from '../redrock/parse.ts'
import { select } from '../redrock/select.ts'
import { viewNamed } from '../redrock/views/views.ts'
import { migrations } from './migrations/index.ts'
import type { Tables } from './tables.ts'

const searches = [
  ['select ID from User', ['Username', 'DisplayName', 'Email'], ['user_names']],
  ['select ID from Application', ['Name', 'ServiceName'], ['application_names']],
  [
    'select SystemName, Description from DSGroups',
    ['SystemName', 'Description'],
    ['group_name_part', 'group_description_part'],
  ],
] as const

test.each(testDatabases().filter(({ kind }) => kind === 'postgres'))(
  'a part of a name is found by an index of trigrams ($kind)',
  async ({ open, kind }) => {
    const database = await open<Tables>()
    await migrate(database, { name: 'tenant', migrations })
    for (const [script, names, indexes] of searches) {
      const query = parse(script)
      const view = viewNamed({ database, clock: () => 0, id: 'ABC0123' }, query.table)
      const given = { sortBy: null, filter: { names: [...names], text: 'payroll' } }
      const { rows } = select(query, given, { view, rows: 'all', dialect: kind, now: 0 })
      const plan = await database.write(async (tx) => {
        // An empty table is read whole otherwise
        await sql`set local enable_seqscan = off`.execute(tx)
        return JSON.stringify((await sql`explain ${rows}`.execute(tx)).rows)
      })
      for (const index of indexes) expect(plan).toContain(index)
    }
    await database.close()
  },
)
