import { expect, test } from 'vitest'
import { migrate } from '#platform/database/migrate.ts'
import { nameKey } from '#schema/nameKey.ts'
import { testDatabases } from '#testing/database.ts'
import { migrations } from './migrations/index.ts'
import type { Row, Tables } from './tables.ts'

/** As the version before had it. */
type Earlier = { group: Omit<Row<'group'>, 'sort_key' | 'directory_id'> }

test.each(testDatabases())(
  'RP-08 whoever was kept under ß because of a capital ẞ is found again, and takes nobody’s key ($kind)',
  async ({ open }) => {
    const database = await open<Tables>()
    const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0024'))
    await migrate(database, { name: 'tenant', migrations: before })
    const names = ['STRAẞE@a.test', 'GROẞ@a.test', 'gross@a.test', 'eva@a.test']
    const keys = ['straße@a.test', 'groß@a.test', 'gross@a.test', 'eva@a.test']
    for (const [at, name] of names.entries())
      await database.withTables<Earlier>().write((tx) =>
        tx
          .insertInto('group')
          .values({
            id: String(at),
            name,
            name_key: keys[at] ?? '',
            description: '',
            version: 1,
            created_at: 1,
            updated_at: 1,
          })
          .execute(),
      )
    await migrate(database, { name: 'tenant', migrations })
    const rows = await database.read.selectFrom('group').select(['name', 'name_key']).orderBy('id').execute()
    const found = rows.filter((row) => row.name_key === nameKey(row.name)).map(({ name }) => name)
    expect(found).toEqual(['STRAẞE@a.test', 'gross@a.test', 'eva@a.test'])
    expect(rows[1]?.name_key).toBe('groß@a.test')
    await database.close()
  },
)
