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
  const held = (await memberships(db, user.id, everybodyOf(user))).filter(countsFor(user))

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

/** One step on the way from a user to what they are in: by themselves where `through_type` is empty, and else as a member of that role or group. */
export type Step = { type: string; id: string; through_type: string; through_id: string }

/** Each step by which the user is in the roles and groups of their standing: the same query, which keeps where it came from. */
export const stepsOfUser = async (db: Kysely<Tables>, user: StandingUser): Promise<Step[]> =>
  (await steps(db, user.id, everybodyOf(user))).filter(countsFor(user))

const everybodyOf = (user: StandingUser) => (user.in_everybody === 1 ? 'everybody' : '')

/** CL-04: writes refuse that a confidential client is a System Administrator; should one be there all the same, it gives nothing. */
export const countsFor =
  (user: Pick<StandingUser, 'oauth_client'>) =>
  ({ id }: { id: string }) =>
    user.oauth_client === 0 || id !== 'sysadmin'

const memberships = prepared((db: Kysely<Tables>, userId, everybody) =>
  wherever(db, { userId, everybody, throughWhat: false })
    .selectFrom('held')
    .leftJoin('role_right', 'role_right.role_id', 'held.id')
    .select(['held.type', 'held.id', 'role_right.right_file']),
)

const steps = prepared((db: Kysely<Tables>, userId, everybody) =>
  wherever(db, { userId, everybody, throughWhat: true })
    .selectFrom('held')
    .select(['type', 'id', 'through_type', 'through_id']),
)

type Whose = { userId: string; everybody: string; throughWhat: boolean }

/** Every role and group that somebody is in: each once, or once for each of the ways there. */
const wherever = (db: Kysely<Tables>, { userId, everybody, throughWhat }: Whose) =>
  db.withRecursive('held', (query) =>
    query
      .selectFrom('role_member')
      .select([asText('Role').as('type'), 'role_id as id', ...byThemselves])
      .where('member_type', '=', 'User')
      .where('member_id', '=', userId)
      // Membership of Everybody is computed, never stored.
      .union(
        query
          .selectFrom('role')
          .select([asText('Role').as('type'), 'id', ...byThemselves])
          .where('id', '=', everybody),
      )
      .union(
        query
          .selectFrom('group_member')
          .select([asText('Group').as('type'), 'group_id as id', ...byThemselves])
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
          .select([
            asText('Role').as('type'),
            'role_member.role_id as id',
            (throughWhat ? sql<string>`held.type` : asText('')).as('through_type'),
            (throughWhat ? sql<string>`held.id` : asText('')).as('through_id'),
          ]),
      ),
  )

const asText = (type: 'Role' | 'Group' | '') => sql<string>`cast(${sql.lit(type)} as text)`
const byThemselves = [asText('').as('through_type'), asText('').as('through_id')] as const

const isRight = (file: string | null): file is Right => file !== null && Object.hasOwn(rights, file)
