import type { Kysely } from 'kysely'
import { rights, type Right } from '#schema/right.ts'
import type { Row, Tables } from '../store/tables.ts'

/** What a user may do, through which roles. */
export type Standing = {
  user: Row<'user'>
  /** Direct and nested ones, and Everybody where the user belongs to it. */
  roleIds: string[]
  rights: Set<Right>
  systemAdministrator: boolean
}

/**
 * As the database says now (D1: changed roles count at once); null when there is no such user. The state of the user is not
 * judged here.
 */
export async function standingOf(db: Kysely<Tables>, userId: string): Promise<Standing | null> {
  const user = await db.selectFrom('user').selectAll().where('id', '=', userId).executeTakeFirst()
  if (!user) return null

  const rows = await db
    .withRecursive('held', (query) =>
      query
        .selectFrom('role_member')
        .select('role_id')
        .where('member_type', '=', 'User')
        .where('member_id', '=', userId)
        // Membership of Everybody is computed, never stored.
        .union(query.selectFrom('role').select('id as role_id').where('id', '=', everybody(user)))
        // `union` drops what is there already, so roles that contain each other end.
        .union(
          query
            .selectFrom('role_member')
            .innerJoin('held', 'held.role_id', 'role_member.member_id')
            .select('role_member.role_id')
            .where('role_member.member_type', '=', 'Role'),
        ),
    )
    .selectFrom('held')
    .leftJoin('role_right', 'role_right.role_id', 'held.role_id')
    .select(['held.role_id', 'role_right.right_file'])
    // CL-04: writes refuse such a membership; should one be there all the same, it gives nothing.
    .$if(user.oauth_client === 1, (query) => query.where('held.role_id', '!=', 'sysadmin'))
    .execute()

  const roleIds = [...new Set(rows.map((row) => row.role_id))]
  return {
    user,
    roleIds,
    rights: new Set(rows.map((row) => row.right_file).filter(isRight)),
    systemAdministrator: roleIds.includes('sysadmin'),
  }
}

const everybody = (user: Row<'user'>) => (user.in_everybody === 1 ? 'everybody' : '')

const isRight = (file: string | null): file is Right => file !== null && Object.hasOwn(rights, file)
