import { readRole } from './readRole.ts'
import { recordEvents } from '../audit/recordEvents.ts'
import { recordVersion } from '../audit/recordVersion.ts'
import { Problem } from '../problem.ts'
import type { Row } from '../store/tables.ts'
import type { Write } from '../write.ts'

export type Member = { type: Row<'role_member'>['member_type']; id: string }

/**
 * Adds members to a role; those that are in it already stay. Whether the author may is judged before. Everybody's members are computed, and a
 * confidential client never becomes a System Administrator (CL-04).
 */
export async function addMembers(
  { tx, tenant, by }: Write,
  { roleId, members }: { roleId: string; members: readonly Member[] },
): Promise<void> {
  const role = await readRole(tx, roleId)
  if (!role) throw new Problem('not_found', 'There is no such role.')
  if (role.row.id === 'everybody')
    throw new Problem(
      'invalid_request',
      'The members of Everybody follow from each user’s settings and cannot be changed by hand.',
    )
  if (role.row.id === 'sysadmin') await refuseConfidentialClients(tx, members)
  const fresh: Member[] = []
  for (const { type, id } of members) {
    const result = await tx
      .insertInto('role_member')
      .values({ role_id: roleId, member_type: type, member_id: id })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (result.numInsertedOrUpdatedRows === 1n) fresh.push({ type, id })
  }
  if (fresh.length === 0) return
  const at = tenant.clock()
  const version = role.row.version + 1
  await tx.updateTable('role').set({ version, updated_at: at }).where('id', '=', roleId).execute()
  const why = `Members added: ${(await namesOf(tx, fresh)).join(', ')}`
  await recordVersion(tx, {
    type: 'role',
    id: roleId,
    version,
    before: role.config,
    after: role.config,
    why,
    by,
    at,
  })
  await recordEvents(tx, tenant, [
    {
      by,
      at,
      event: {
        type: 'Cloud.Core.Role.Modify',
        object: { type: 'role', id: roleId, name: role.row.name },
        detail: { why, version },
      },
    },
  ])
}

async function refuseConfidentialClients(tx: Write['tx'], members: readonly Member[]): Promise<void> {
  const ids = ['', ...members.filter(({ type }) => type === 'User').map(({ id }) => id)]
  const client = await tx
    .selectFrom('user')
    .select('name')
    .where('id', 'in', ids)
    .where('oauth_client', '=', 1)
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
  const names = new Map([...users, ...roles].map(({ id, name }) => [id, name]))
  return members.map(({ id }) => names.get(id) ?? id)
}
