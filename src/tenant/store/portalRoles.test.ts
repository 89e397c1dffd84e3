import { expect, test } from 'vitest'
import { migrate } from '#platform/database/migrate.ts'
import { nameKey } from '#schema/nameKey.ts'
import { builtInRoleRights, builtInRoles, rights } from '#schema/right.ts'
import { sortKey } from '#schema/sortKey.ts'
import { testDatabases } from '#testing/database.ts'
import { readRole } from '../directory/readRole.ts'
import { migrations } from './migrations/index.ts'
import type { Tables } from './tables.ts'

const earlier = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0051'))
const added = ['supportstaff', 'securityreviewer'] as const

const role = (id: string, name: string, builtIn = 0) => ({
  id,
  name,
  name_key: nameKey(name),
  sort_key: sortKey(name),
  description: '',
  built_in: builtIn,
  requires_federation: 0,
  version: 1,
  created_at: 1,
  updated_at: 1,
})

test.each(testDatabases())(
  'a tenant from before has Support and Security Reviewer as a new one has ($kind)',
  async ({ open }) => {
    const database = await open<Tables>()
    await migrate(database, { name: 'tenant', migrations: earlier })
    await database.write(async (tx) => {
      const tenant = {
        row: 1 as const,
        id: 'ABC0123',
        key_check: '',
        created_at: 1,
        epoch: 0,
        rotate_keys_after: 1,
      }
      await tx.insertInto('tenant').values(tenant).execute()
      await tx
        .insertInto('role')
        .values([role('sysadmin', 'System Administrator', 1), role('theirs', 'support')])
        .execute()
      const before = Object.keys(rights).filter((right) => right !== 'accessreview')
      await tx
        .insertInto('role_right')
        .values(before.map((right) => ({ role_id: 'sysadmin', right_file: right })))
        .execute()
    })
    await migrate(database, { name: 'tenant', migrations })
    const { read } = database
    const names = { supportstaff: 'Support (built in)', securityreviewer: 'Security Reviewer' }
    for (const id of added) {
      const found = await readRole(read, id)
      const name = names[id]
      expect(found?.row).toMatchObject({
        name,
        name_key: nameKey(name),
        sort_key: sortKey(name),
        built_in: 1,
      })
      expect(found?.config.description).toEqual({ ...builtInRoles[id], name })
      expect(found?.config.rights.rights.toSorted()).toEqual(builtInRoleRights[id]?.toSorted())
    }
    expect((await readRole(read, 'theirs'))?.row.name).toBe('support')
    expect((await readRole(read, 'sysadmin'))?.config.rights.rights.toSorted()).toEqual(
      Object.keys(rights).toSorted(),
    )
  },
)

test.each(testDatabases())('a database without a tenant gets none of them ($kind)', async ({ open }) => {
  const database = await open<Tables>()
  await migrate(database, { name: 'tenant', migrations })
  expect(await database.read.selectFrom('role').select('id').execute()).toEqual([])
})
