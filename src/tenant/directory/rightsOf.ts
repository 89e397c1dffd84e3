import { sql, type Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import { rights, type Right } from '#schema/right.ts'
import type { Row, Tables } from '../store/tables.ts'

const userColumns = [
  'id',
  'name',
  'display_name',
  'state',
  'oauth_client',
  'in_everybody',
  'tokens_without_application',
  'break_glass',
] as const

/** What is read of a user at every request. */
export type StandingUser = Pick<Row<'user'>, (typeof userColumns)[number]>

/** What a user may do, through which roles. */
export type Standing = {
  user: StandingUser
  /** Direct ones, those of groups, nested ones, and Everybody where the user belongs to it. */
  roleIds: string[]
  groupIds: string[]
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
  const holder = await holderOf(db, userId)
  return holder && holder.standing()
}

/** A user whose roles are read when somebody asks for them, and once. */
export type Holder = { user: StandingUser; standing: () => Promise<Standing> }

export async function holderOf(db: Kysely<Tables>, userId: string): Promise<Holder | null> {
  const [user] = await userById(db, userId)
  if (!user) return null
  let standing: Promise<Standing> | undefined
  return { user, standing: () => (standing ??= standingOfUser(db, user)) }
}

const userById = prepared((db: Kysely<Tables>, id) =>
  db.selectFrom('user').select(userColumns).where('id', '=', id),
)

/** The user of that name, as nameKey has it. */
export const userByName = prepared((db: Kysely<Tables>, key) =>
  db.selectFrom('user').select(userColumns).where('name_key', '=', key),
)

/** The same for a user whose row is at hand. */
export async function standingOfUser(db: Kysely<Tables>, user: StandingUser): Promise<Standing> {
  // CL-04: writes refuse that a confidential client is a System Administrator; should one be there all the same, it gives nothing.
  const held = (await memberships(db, user.id, user.in_everybody === 1 ? 'everybody' : '')).filter(
    ({ id }) => user.oauth_client === 0 || id !== 'sysadmin',
  )

  const rows = held.filter(({ type }) => type === 'Role')
  const roleIds = [...new Set(rows.map(({ id }) => id))]
  const giving = rows.filter((row) => isRight(row.right_file))
  return {
    user,
    roleIds,
    groupIds: held.filter(({ type }) => type === 'Group').map(({ id }) => id),
    administrativeRoleIds: [...new Set(giving.map(({ id }) => id))],
    rights: new Set(rows.map((row) => row.right_file).filter(isRight)),
    systemAdministrator: roleIds.includes('sysadmin'),
  }
}

const memberships = prepared((db: Kysely<Tables>, userId, everybody) =>
  db
    .withRecursive('held', (query) =>
      query
        .selectFrom('role_member')
        .select([asText('Role').as('type'), 'role_id as id'])
        .where('member_type', '=', 'User')
        .where('member_id', '=', userId)
        // Membership of Everybody is computed, never stored.
        .union(
          query
            .selectFrom('role')
            .select([asText('Role').as('type'), 'id'])
            .where('id', '=', everybody),
        )
        .union(
          query
            .selectFrom('group_member')
            .select([asText('Group').as('type'), 'group_id as id'])
            .where('user_id', '=', userId),
        )
        // `union` drops what is there already, so roles that contain each other end.
        .union(
          query
            .selectFrom('role_member')
            .innerJoin('held', (join) =>
              join
                .onRef('held.type', '=', 'role_member.member_type')
                .onRef('held.id', '=', 'role_member.member_id'),
            )
            .select([asText('Role').as('type'), 'role_member.role_id as id']),
        ),
    )
    .selectFrom('held')
    .leftJoin('role_right', 'role_right.role_id', 'held.id')
    .select(['held.type', 'held.id', 'role_right.right_file']),
)

const asText = (type: 'Role' | 'Group') => sql<string>`cast(${sql.lit(type)} as text)`

const isRight = (file: string | null): file is Right => file !== null && Object.hasOwn(rights, file)
