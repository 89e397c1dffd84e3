import type { Kysely } from 'kysely'
import type { Right } from '#schema/right.ts'
import type { Tables } from '../store/tables.ts'
import { rightsOfRoles } from './rightsOfRoles.ts'
import { standingOf, stepsOfUser, type Standing } from './rightsOf.ts'
import { keyOf, waysOf, type Holder, type Ways } from './ways.ts'

export type Named = Holder & { name: string }

/** How somebody is in a role or group, by names. */
export type NamedWays = Omit<Ways, 'ways'> & { ways: Named[][] }

export type Membership = Named & NamedWays & { rights: Right[] }

/** A page of the roles and groups that somebody is in, groups first, by name, with the ways there and the rights that each gives; null for nobody. */
export async function membershipsOf(
  db: Kysely<Tables>,
  userId: string,
  { offset, size }: { offset: number; size: number },
): Promise<{ memberships: Membership[]; count: number } | null> {
  const standing = await standingOf(db, userId)
  if (!standing) return null
  const { roleIds, groupIds } = standing
  const page = await db
    .selectFrom('group')
    .select((where) => [where.val<string>('Group').as('type'), 'id', 'name', 'sort_key'])
    .where('id', 'in', ['', ...groupIds])
    .unionAll(
      db
        .selectFrom('role')
        .select((where) => [where.val<string>('Role').as('type'), 'id', 'name', 'sort_key'])
        .where('id', 'in', ['', ...roleIds]),
    )
    .orderBy('type')
    .orderBy('sort_key')
    .limit(size)
    .offset(offset)
    .execute()
  const found = page.map((row) => ({ ...holderOf(row), name: row.name }))
  const ways = await namedWays(db, standing, found)
  const rights = await rightsOfRoles(
    db,
    found.filter(({ type }) => type === 'Role').map(({ id }) => id),
  )
  return {
    memberships: found.map((each, at) => ({
      ...each,
      ...(ways[at] ?? { direct: false, ways: [], more: 0 }),
      rights: each.type === 'Role' ? (rights.get(each.id) ?? []) : [],
    })),
    count: new Set(roleIds).size + new Set(groupIds).size,
  }
}

/** The ways of a user to each of these, in their order. */
export async function namedWays(
  db: Kysely<Tables>,
  { user }: Pick<Standing, 'user'>,
  to: readonly Holder[],
): Promise<NamedWays[]> {
  if (to.length === 0) return []
  const waysTo = waysOf(await stepsOfUser(db, user))
  const all = to.map(waysTo)
  const names = await namesOf(
    db,
    all.flatMap(({ ways }) => ways.flat()),
  )
  return all.map((each) => ({
    ...each,
    ways: each.ways.map((way) => way.map((at) => ({ ...at, name: names.get(keyOf(at)) ?? at.id }))),
  }))
}

/** What roles and groups are called. */
export async function namesOf(db: Kysely<Tables>, of: readonly Holder[]): Promise<Map<string, string>> {
  const idsOf = (wanted: Holder['type']) => [
    '',
    ...new Set(of.filter(({ type }) => type === wanted).map(({ id }) => id)),
  ]
  const roles = await db.selectFrom('role').select(['id', 'name']).where('id', 'in', idsOf('Role')).execute()
  const groups = await db
    .selectFrom('group')
    .select(['id', 'name'])
    .where('id', 'in', idsOf('Group'))
    .execute()
  return new Map([
    ...roles.map(({ id, name }): [string, string] => [keyOf({ type: 'Role', id }), name]),
    ...groups.map(({ id, name }): [string, string] => [keyOf({ type: 'Group', id }), name]),
  ])
}

const holderOf = ({ type, id }: { type: string; id: string }): Holder => ({
  type: type === 'Group' ? 'Group' : 'Role',
  id,
})
