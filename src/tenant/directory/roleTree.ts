import type { Kysely } from 'kysely'
import { rights as rightNames, type Right } from '#schema/right.ts'
import type { Tables } from '../store/tables.ts'

/** The role and every role that contains it, directly or through others: what becoming a member of it means. */
export const rolesAbove = (db: Kysely<Tables>, roleId: string) =>
  reached(db, roleId, { from: 'member_id', to: 'role_id' })

/** The role, or these roles, and every role inside. */
export const rolesBelow = (db: Kysely<Tables>, roleIds: string | readonly string[]) =>
  reached(db, roleIds, { from: 'role_id', to: 'member_id' })

type Way = { from: 'member_id' | 'role_id'; to: 'member_id' | 'role_id' }

async function reached(
  db: Kysely<Tables>,
  roleIds: string | readonly string[],
  { from, to }: Way,
): Promise<string[]> {
  const rows = await db
    .withRecursive('reached', (query) =>
      query
        .selectFrom('role')
        .select('id as role_id')
        .where('id', 'in', ['', ...[roleIds].flat()])
        .union(
          query
            .selectFrom('role_member')
            .innerJoin('reached', 'reached.role_id', `role_member.${from}`)
            .select(`role_member.${to} as role_id`)
            .where('role_member.member_type', '=', 'Role'),
        ),
    )
    .selectFrom('reached')
    .select('role_id')
    .execute()
  return rows.map((row) => row.role_id)
}

/** Every role that being in the group means, directly or through other roles. */
export async function rolesThroughGroup(db: Kysely<Tables>, groupId: string): Promise<string[]> {
  const direct = await db
    .selectFrom('role_member')
    .select('role_id')
    .where('member_type', '=', 'Group')
    .where('member_id', '=', groupId)
    .execute()
  const above = await Promise.all(direct.map(({ role_id }) => rolesAbove(db, role_id)))
  return [...new Set(above.flat())]
}

/** What who is in all these roles may do. */
export async function rightsOfRoles(
  db: Kysely<Tables>,
  roleIds: readonly string[],
): Promise<{ rights: Right[]; systemAdministrator: boolean }> {
  const rows = await db
    .selectFrom('role_right')
    .select('right_file')
    .distinct()
    .where('role_id', 'in', ['', ...roleIds])
    .execute()
  return {
    rights: rows
      .map((row) => row.right_file)
      .filter((file): file is Right => Object.hasOwn(rightNames, file)),
    systemAdministrator: roleIds.includes('sysadmin'),
  }
}
