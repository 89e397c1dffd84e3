import { withdrawGrants } from '../application/saveApplication.ts'
import type { Write } from '../write.ts'
import { removeFromGroup } from './groupMembers.ts'
import { removeMembers, type Member } from './roleMembers.ts'

/** Takes somebody who is about to be deleted out of every role, group and permission. Each of them keeps a version that says so. */
export async function forgetPrincipal(
  write: Write,
  { type, id, name }: Member & { name: string },
): Promise<void> {
  const { tx } = write
  const roles = await tx
    .selectFrom('role_member')
    .select('role_id')
    .where('member_type', '=', type)
    .where('member_id', '=', id)
    .orderBy('role_id')
    .execute()
  for (const { role_id } of roles) await removeMembers(write, { roleId: role_id, members: [{ type, id }] })
  if (type === 'User') {
    const groups = await tx
      .selectFrom('group_member')
      .select('group_id')
      .where('user_id', '=', id)
      .orderBy('group_id')
      .execute()
    for (const { group_id } of groups) await removeFromGroup(write, { groupId: group_id, users: [id] })
  }
  await withdrawGrants(write, { type, id, why: `${type} deleted: ${name}` })
}
