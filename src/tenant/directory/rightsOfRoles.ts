import type { Kysely } from 'kysely'
import { rights, type Right } from '#schema/right.ts'
import type { Tables } from '../store/tables.ts'
import type { StoredRole } from './readRole.ts'

const every = Object.keys(rights) as Right[]

/** A System Administrator holds every right, also one that is new. */
export const rightsOfRole = ({ row, config }: StoredRole): Right[] =>
  row.id === 'sysadmin' ? every : config.rights.rights

/** The rights that each of the roles gives; a role that gives none is left out. */
export async function rightsOfRoles(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<Map<string, Right[]>> {
  const held = new Map<string, Right[]>(ids.includes('sysadmin') ? [['sysadmin', every]] : [])
  const others = ids.filter((id) => id !== 'sysadmin')
  if (others.length === 0) return held
  const rows = await db
    .selectFrom('role_right')
    .select(['role_id', 'right_file'])
    .where('role_id', 'in', others)
    .orderBy('right_file')
    .execute()
  for (const { role_id: role, right_file: file } of rows)
    if (Object.hasOwn(rights, file)) held.set(role, [...(held.get(role) ?? []), file as Right])
  return held
}
