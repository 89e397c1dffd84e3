import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Grant } from '#schema/grant.ts'
import type { Right } from '#schema/right.ts'
import { holdsAny } from '../actor.ts'
import { standingOf } from '../directory/rightsOf.ts'
import { rolesBelow } from '../directory/roleTree.ts'
import { readRows, type Reading } from '../readRows.ts'
import type { Tables } from '../store/tables.ts'

const user = sql.table('user')

/**
 * What a query begins with: `holder` has the users who hold one of the rights, through roles, roles inside them, groups and Everybody; `reached` every
 * principal that is one of them or has one in it, however deep. System Administrators hold every right.
 */
export const holding = (rights: readonly Right[]): RawBuilder<unknown> => sql`with recursive
  giving(role_id) as (
    select role_id from role_right where right_file in (${sql.join(rights)})
    union select id from role where id = 'sysadmin'
    union select member_id from role_member join giving on giving.role_id = role_member.role_id
      where member_type = 'Role'),
  holder(id) as (
    select member_id from giving join role_member on role_member.role_id = giving.role_id
      where member_type = 'User'
    union select user_id from giving join role_member on role_member.role_id = giving.role_id
      join group_member on group_id = member_id where member_type = 'Group'
    union select id from ${user} where in_everybody = 1
      and exists (select 1 from giving where role_id = 'everybody')),
  up(role_id) as (
    select role_id from holder join role_member on member_type = 'User' and member_id = holder.id
    union select role_id from holder join group_member on user_id = holder.id
      join role_member on member_type = 'Group' and member_id = group_id
    union select role.id from role where role.id = 'everybody'
      and exists (select 1 from holder join ${user} on ${user}.id = holder.id where in_everybody = 1)
    union select role_member.role_id from up join role_member on member_type = 'Role'
      and member_id = up.role_id),
  reached(type, id) as (
    select 'User', id from holder
    union all select distinct 'Group', group_id from holder join group_member on user_id = holder.id
    union all select 'Role', role_id from up)`

/** People that are named in a row, and members that are looked at one by one. */
const mostNamed = 2
const mostMembers = 20

/** Who is the principal or in it, and holds one of the rights: the first by name with the roles that give it, and how many. */
export async function peopleIn(
  reading: Reading,
  { type, id }: Pick<Grant, 'type' | 'id'>,
  rights: readonly Right[] | 'everybody',
) {
  const { read } = reading.database
  const isIn = await isMember(read, { type, id })
  const some = await read
    .selectFrom('user')
    .select(['id', 'name'])
    .where(isIn)
    .orderBy('sort_key')
    .limit(mostMembers)
    .execute()
  const isAll = some.length < mostMembers
  if (rights === 'everybody') {
    const first = some.slice(0, mostNamed).map((person) => ({ ...person, roles: [] }))
    return { people: first, count: isAll ? some.length : await countOf(reading, sql``, isIn) }
  }
  const found = isAll
    ? await heldBy(read, some, rights)
    : await readRows(
        reading,
        sql<Person>`${holding(rights)} select ${user}.id as id, name from holder
          join ${user} on ${user}.id = holder.id where ${isIn} order by sort_key limit ${mostNamed}`,
      )
  const holders = sql`and ${user}.id in (select id from holder)`
  return {
    people: await Promise.all(
      found.slice(0, mostNamed).map(async ({ id: holder, name }) => ({
        id: holder,
        name,
        roles: await rolesGiving(read, holder, rights),
      })),
    ),
    count: isAll ? found.length : await countOf(reading, holding(rights), sql`${isIn} ${holders}`),
  }
}

type Person = { id: string; name: string }

/** Those of a few who hold one of the rights. */
async function heldBy(
  db: Kysely<Tables>,
  some: readonly Person[],
  rights: readonly Right[],
): Promise<Person[]> {
  const standings = await Promise.all(some.map(({ id }) => standingOf(db, id)))
  return some.filter((_, index) => {
    const standing = standings[index]
    return standing && holdsAny(standing, rights)
  })
}

async function countOf(reading: Reading, before: RawBuilder<unknown>, condition: RawBuilder<unknown>) {
  const [row] = await readRows(
    reading,
    sql<{ count: number }>`${before} select count(*) as count from ${user} where ${condition}`,
  )
  return row?.count ?? 0
}

/** Who is disabled gets no token. */
async function isMember(
  db: Kysely<Tables>,
  { type, id }: Pick<Grant, 'type' | 'id'>,
): Promise<RawBuilder<boolean>> {
  if (type === 'User') return sql<boolean>`${user}.id = ${id} and state <> 'Disabled'`
  if (type === 'Group')
    return sql<boolean>`${user}.id in (select user_id from group_member where group_id = ${id})
      and state <> 'Disabled'`
  const roles = await rolesBelow(db, id)
  const list = sql.join(['', ...roles])
  return sql<boolean>`(${user}.id in (
      select member_id from role_member where member_type = 'User' and role_id in (${list})
      union all select user_id from group_member where group_id in (
        select member_id from role_member where member_type = 'Group' and role_id in (${list})))
    ${roles.includes('everybody') ? sql`or in_everybody = 1` : sql``}) and state <> 'Disabled'`
}

async function rolesGiving(db: Kysely<Tables>, userId: string, rights: readonly Right[]) {
  const held = (await standingOf(db, userId))?.roleIds ?? []
  return db
    .selectFrom('role')
    .select(['id', 'name'])
    .where('id', 'in', ['', ...held])
    .where(
      sql<boolean>`(id = 'sysadmin' or exists (select 1 from role_right
        where role_right.role_id = role.id and right_file in (${sql.join(rights)})))`,
    )
    .orderBy('sort_key')
    .execute()
}
