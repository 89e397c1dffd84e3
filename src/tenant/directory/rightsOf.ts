import type { Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import { rights, type Right } from '#schema/right.ts'
import type { Row, Tables } from '../store/tables.ts'

/** What a user may do, through which roles. */
export type Standing = {
  user: Row<'user'>
  /** Direct and nested ones, and Everybody where the user belongs to it. */
  roleIds: string[]
  /** Those of them that give a right. */
  administrativeRoleIds: string[]
  rights: Set<Right>
  systemAdministrator: boolean
}

/**
 * As the database says now (D1: changed roles count at once); null when there is no such user. The state of the user is not
 * judged here.
 */
export async function standingOf(db: Kysely<Tables>, userId: string): Promise<Standing | null> {
  const [user] = await userById(db, userId)
  return user ? standingOfUser(db, user) : null
}

const userById = prepared((db: Kysely<Tables>, id) => db.selectFrom('user').selectAll().where('id', '=', id))

/** The same for a user whose row is at hand. */
export async function standingOfUser(db: Kysely<Tables>, user: Row<'user'>): Promise<Standing> {
  // CL-04: writes refuse that a confidential client is a System Administrator; should one be there all the same, it gives nothing.
  const rows = (await rolesAndRights(db, user.id, user.in_everybody === 1 ? 'everybody' : '')).filter(
    ({ role_id }) => user.oauth_client === 0 || role_id !== 'sysadmin',
  )

  const roleIds = [...new Set(rows.map((row) => row.role_id))]
  const giving = rows.filter((row) => isRight(row.right_file))
  return {
    user,
    roleIds,
    administrativeRoleIds: [...new Set(giving.map((row) => row.role_id))],
    rights: new Set(rows.map((row) => row.right_file).filter(isRight)),
    systemAdministrator: roleIds.includes('sysadmin'),
  }
}

const rolesAndRights = prepared((db: Kysely<Tables>, userId, everybody) =>
  db
    .withRecursive('held', (query) =>
      query
        .selectFrom('role_member')
        .select('role_id')
        .where('member_type', '=', 'User')
        .where('member_id', '=', userId)
        // Membership of Everybody is computed, never stored.
        .union(query.selectFrom('role').select('id as role_id').where('id', '=', everybody))
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
    .select(['held.role_id', 'role_right.right_file']),
)

const isRight = (file: string | null): file is Right => file !== null && Object.hasOwn(rights, file)
