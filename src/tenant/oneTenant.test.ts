import { expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { bootTenant } from '#testing/tenant.ts'
import type { Tables } from './store/tables.ts'

test.each(testDatabases())(
  'AZ-06 a database holds one tenant, so no query can reach another one: the constraint refuses a second ($kind)',
  async ({ create, open }) => {
    const address = await create()
    const running = await bootTenant({ database: await open<Tables>(address) })
    const { database, id } = running.tenant
    const [held] = await database.read.selectFrom('tenant').selectAll().execute()
    if (!held) throw new Error('No tenant')
    expect(held.id).toBe(id)
    const insert = (row: number) =>
      database.write((tx) =>
        tx
          .insertInto('tenant')
          .values({ ...held, row, id: 'XYZ0001' })
          .execute(),
      )
    for (const row of [1, 2, 0, -1]) await expect(insert(row), `row ${row}`).rejects.toThrow(/tenant/i)
    const moved = database.write((tx) => tx.updateTable('tenant').set({ row: 2 }).execute())
    await expect(moved).rejects.toThrow(/one_tenant/)
    // Another node finds the same one
    const other = await bootTenant({ database: await open<Tables>(address), joins: true })
    expect(other.tenant.id).toBe(id)
    expect(await database.read.selectFrom('tenant').select('id').execute()).toEqual([{ id }])
    await other.app.close()
    await running.app.close()
  },
)
