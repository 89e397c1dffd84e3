import type { Kysely } from 'kysely'
import { readStored } from '#schema/category.ts'
import { groupCategories, type GroupConfig } from '#schema/group/index.ts'
import { takeObject } from '../object/takeObject.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'

export type StoredGroup = { row: Row<'group'>; config: GroupConfig }

/** A group with its settings, or null. */
export async function readGroup(db: Kysely<Tables>, id: string): Promise<StoredGroup | null> {
  const row = await db.selectFrom('group').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const description = { name: row.name, description: row.description }
  return { row, config: readStored(groupCategories, { description }) }
}

/** A group that is about to be changed (takeObject). */
export const takeGroup = (write: Pick<Write, 'tx' | 'tenant'>, id: string, expectedVersion?: number) =>
  takeObject(write, { type: 'group', id, read: readGroup, expectedVersion })
