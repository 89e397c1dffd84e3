import type { Kysely } from 'kysely'
import { readStored } from '#schema/category.ts'
import { userCategories, type UserConfig } from '#schema/user/index.ts'
import { takeObject } from '../object/takeObject.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'

export type StoredUser = { row: Row<'user'>; config: UserConfig }

/** A user with its settings, by id or by login name; null when there is none. */
export async function readUser(
  db: Kysely<Tables>,
  by: { id: string } | { nameKey: string },
): Promise<StoredUser | null> {
  const users = db.selectFrom('user').selectAll()
  const found = 'id' in by ? users.where('id', '=', by.id) : users.where('name_key', '=', by.nameKey)
  const row = await found.executeTakeFirst()
  if (!row) return null
  return { row, config: readStored(userCategories, JSON.parse(row.config) as Record<string, unknown>) }
}

/** A user that is about to be changed (takeObject). */
export const takeUser = (write: Pick<Write, 'tx' | 'tenant'>, id: string, expectedVersion?: number) =>
  takeObject(write, { type: 'user', id, read: (db, id) => readUser(db, { id }), expectedVersion })
