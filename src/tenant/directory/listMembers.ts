import { sql } from 'kysely'
import { readRows, type Reading } from '../readRows.ts'
import type { Member } from './roleMembers.ts'

type Page = { offset: number; size: number }
type Listed = { members: (Member & { name: string })[]; count: number }

/** A page of the direct members of a role, by name. Those of Everybody follow from each user's settings. */
export const listMembers = (reading: Reading, roleId: string, page: Page): Promise<Listed> =>
  roleId === 'everybody' ? everybody(reading, page) : stored(reading, roleId, page)

async function stored(reading: Reading, roleId: string, { offset, size }: Page): Promise<Listed> {
  const db = reading.database.read
  const page = db
    .selectFrom('role_member')
    .leftJoin('user', (join) =>
      join.onRef('user.id', '=', 'role_member.member_id').on('role_member.member_type', '=', 'User'),
    )
    .leftJoin('role', (join) =>
      join.onRef('role.id', '=', 'role_member.member_id').on('role_member.member_type', '=', 'Role'),
    )
    .leftJoin('group', (join) =>
      join.onRef('group.id', '=', 'role_member.member_id').on('role_member.member_type', '=', 'Group'),
    )
    .where('role_member.role_id', '=', roleId)
    .select(['member_type as type', 'member_id as id'])
    .select(({ fn }) => fn.coalesce('user.name', 'role.name', 'group.name', 'member_id').as('name'))
    .orderBy('member_type')
    .orderBy(
      sql`coalesce(${sql.ref('user.sort_key')}, ${sql.ref('role.sort_key')}, ${sql.ref('group.sort_key')})`,
    )
    .orderBy('member_id')
    .limit(size)
    .offset(offset)
  const counted = db
    .selectFrom('role_member')
    .where('role_id', '=', roleId)
    .select(({ fn }) => fn.countAll<number>().as('count'))
  return { members: await readRows(reading, page), count: (await readRows(reading, counted))[0]?.count ?? 0 }
}

async function everybody(reading: Reading, { offset, size }: Page): Promise<Listed> {
  const users = reading.database.read.selectFrom('user').where('in_everybody', '=', 1)
  const rows = await readRows(
    reading,
    users.select(['id', 'name']).orderBy('sort_key').limit(size).offset(offset),
  )
  const counted = users.select(({ fn }) => fn.countAll<number>().as('count'))
  return {
    members: rows.map((row) => ({ ...row, type: 'User' as const })),
    count: (await readRows(reading, counted))[0]?.count ?? 0,
  }
}
