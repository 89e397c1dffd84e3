import type { Kysely } from 'kysely'
import { readStored } from '#schema/category.ts'
import { roleCategories, type RoleConfig } from '#schema/role/index.ts'
import { takeObject } from '../object/takeObject.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'

export type StoredRole = { row: Row<'role'>; config: RoleConfig }

/** A role with its settings, or null. */
export async function readRole(db: Kysely<Tables>, id: string): Promise<StoredRole | null> {
  const row = await db.selectFrom('role').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const held = await db.selectFrom('role_right').select('right_file').where('role_id', '=', id).execute()
  const config = readStored(roleCategories, {
    description: { name: row.name, description: row.description },
    rights: { rights: held.map(({ right_file }) => right_file) },
    signIn: { requiresFederation: row.requires_federation === 1 },
  })
  return { row, config }
}

/** A role that is about to be changed (takeObject). */
export const takeRole = (write: Pick<Write, 'tx' | 'tenant'>, id: string, expectedVersion?: number) =>
  takeObject(write, { type: 'role', id, read: readRole, expectedVersion })
