import { Problem } from '../problem.ts'
import type { Row } from '../store/tables.ts'
import type { Write } from '../write.ts'
import { lockMemberships } from './administrators.ts'
import { takeRole } from './readRole.ts'
import { refuseMapped } from './refuseMapped.ts'
import { rolesAbove, rolesBelow } from './roleTree.ts'
import { recordHolderChange } from './recordHolderChange.ts'
import { usersIn } from './usersIn.ts'

export type Member = { type: Row<'role_member'>['member_type']; id: string }
type Change = { roleId: string; members: readonly Member[] }
export type MembersChange = { added: readonly Member[]; removed: readonly Member[] }

/** Adds members to a role; those that are in it already stay. Whether the author may is judged before (grantable.ts). */
export const addMembers = (write: Write, { roleId, members }: Change): Promise<void> =>
  recordMembers(write, { roleId, added: members, removed: [] })

/** Removes members from a role; those that are not in it are passed over. Judged before, and inside keepingAnAdministrator. */
export const removeMembers = (write: Write, { roleId, members }: Change): Promise<void> =>
  recordMembers(write, { roleId, added: [], removed: members })

async function recordMembers(
  write: Write,
  { roleId, ...change }: MembersChange & { roleId: string },
): Promise<void> {
  // What two such changes would make together is seen by neither.
  await lockMemberships(write)
  const before = await takeRole(write, roleId)
  const changed = await changeMembers(write, { roleId, ...change })
  if (isEmpty(changed)) return
  const why = (await membersWhy(write.tx, changed)).join('. ')
  await recordHolderChange(write, { type: 'role', before, why, detail: membersDetail(changed) })
}

/**
 * Writes the rows of members, and gives those that changed; lock and version are the caller's. Everybody's members are computed, and a confidential client
 * never becomes a System Administrator (CL-04).
 */
export async function changeMembers(
  { tx }: Write,
  { roleId, added, removed }: MembersChange & { roleId: string },
): Promise<MembersChange> {
  refuseEverybody(roleId)
  const gone: Member[] = []
  for (const { type, id } of removed) {
    const result = await tx
      .deleteFrom('role_member')
      .where('role_id', '=', roleId)
      .where('member_type', '=', type)
      .where('member_id', '=', id)
      .executeTakeFirst()
    if (result.numDeletedRows === 1n) gone.push({ type, id })
  }
  await refuseCircle(tx, { roleId, members: added })
  if (added.length > 0 && (await rolesAbove(tx, roleId)).includes('sysadmin')) {
    await refuseForAdministrator(tx, added)
    await refuseMapped(tx, added)
  }
  const fresh: Member[] = []
  for (const { type, id } of added) {
    const result = await tx
      .insertInto('role_member')
      .values({ role_id: roleId, member_type: type, member_id: id })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (result.numInsertedOrUpdatedRows === 1n) fresh.push({ type, id })
  }
  return { added: fresh, removed: gone }
}

export const isEmpty = ({ added, removed }: MembersChange) => added.length + removed.length === 0

/** "Members removed: ada@acme.test", "Members added: Watchers" */
export const membersWhy = async (tx: Write['tx'], { added, removed }: MembersChange): Promise<string[]> => [
  ...(removed.length > 0 ? [`Members removed: ${(await namesOf(tx, removed)).join(', ')}`] : []),
  ...(added.length > 0 ? [`Members added: ${(await namesOf(tx, added)).join(', ')}`] : []),
]

/** What the event says of them. */
export const membersDetail = ({ added, removed }: MembersChange) => ({
  ...(added.length > 0 && { added }),
  ...(removed.length > 0 && { removed }),
})

function refuseEverybody(roleId: string): void {
  if (roleId === 'everybody')
    throw new Problem(
      'invalid_request',
      'The members of Everybody follow from each user’s settings and cannot be changed by hand.',
    )
}

async function refuseCircle(tx: Write['tx'], { roleId, members }: Change): Promise<void> {
  const roles = members.filter(({ type }) => type === 'Role')
  if (roles.length === 0) return
  const above = await rolesAbove(tx, roleId)
  const circle = roles.find(({ id }) => above.includes(id))
  if (!circle) return
  const [name = ''] = await namesOf(tx, [circle])
  throw new Problem('invalid_request', `${name} is this role or contains it, and so cannot be its member.`)
}

/** Whoever becomes a member would be a System Administrator. */
export async function refuseForAdministrator(tx: Write['tx'], members: readonly Member[]): Promise<void> {
  const idsOf = (type: Member['type']) => members.filter((member) => member.type === type).map(({ id }) => id)
  const below = await rolesBelow(tx, idsOf('Role'))
  if (below.includes('everybody'))
    throw new Problem('invalid_request', 'Everybody cannot become a System Administrator.')
  const client = await tx
    .selectFrom('user')
    .select('name')
    .where('oauth_client', '=', 1)
    .where((where) =>
      where.or([
        where('id', 'in', ['', ...idsOf('User')]),
        where('id', 'in', usersIn(where, { roles: below, groups: idsOf('Group') })),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  if (client)
    throw new Problem(
      'invalid_request',
      `${client.name} is a confidential client and cannot become a System Administrator. Give its role single rights.`,
    )
}

export async function namesOf(tx: Write['tx'], members: readonly Member[]): Promise<string[]> {
  const ids = ['', ...members.map(({ id }) => id)]
  const users = await tx.selectFrom('user').select(['id', 'name']).where('id', 'in', ids).execute()
  const roles = await tx.selectFrom('role').select(['id', 'name']).where('id', 'in', ids).execute()
  const groups = await tx.selectFrom('group').select(['id', 'name']).where('id', 'in', ids).execute()
  const names = new Map([...users, ...roles, ...groups].map(({ id, name }) => [id, name]))
  return members.map(({ id }) => names.get(id) ?? id)
}
