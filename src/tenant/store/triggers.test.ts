import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { migrate } from '#platform/database/migrate.ts'
import { testDatabases } from '#testing/database.ts'
import { migrations } from './migrations/index.ts'
import type { Tables } from './tables.ts'

const [sqlite] = testDatabases()

test('no trigger writes to another table, or what was read of it would stay remembered', async () => {
  const database = await sqlite?.open<Tables>()
  if (!database) throw new Error('SQLite is always there')
  await migrate(database, { name: 'tenant', migrations })
  const triggers = sql<{ sql: string }>`select sql from sqlite_master where type = 'trigger'`
  const { rows } = await triggers.execute(database.read)
  expect(rows.length).toBeGreaterThan(0)
  for (const { sql: text } of rows) expect(text).toMatch(/begin select raise\(abort, '[^']+'\); end$/)
})
