import type { Kysely } from 'kysely'
import { readStored } from '#schema/category.ts'
import { roleCategories, type RoleConfig } from '#schema/role/index.ts'
import type { Row, Tables } from '../store/tables.ts'

/** A role with its settings, or null. */
export async function readRole(
  db: Kysely<Tables>,
  id: string,
): Promise<{ row: Row<'role'>; config: RoleConfig } | null> {
  const row = await db.selectFrom('role').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const held = await db.selectFrom('role_right').select('right_file').where('role_id', '=', id).execute()
  const config = readStored(roleCategories, {
    description: { name: row.name, description: row.description },
    rights: { rights: held.map(({ right_file }) => right_file) },
  })
  return { row, config }
}
