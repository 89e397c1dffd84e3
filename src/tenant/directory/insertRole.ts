import { randomUUID } from 'node:crypto'
import { roleConfig, type RoleConfig } from '#schema/role/index.ts'
import { recordObject } from '../object/recordObject.ts'
import { nameTaken, uniqueName } from '../object/uniqueName.ts'
import { parsed } from '../problem.ts'
import type { Write } from '../write.ts'
import { refusePrincipalName } from './refusePrincipalName.ts'
import { changeMembers, membersDetail, membersWhy, type Member } from './roleMembers.ts'
import { nameKey } from '#schema/nameKey.ts'
import { sortKey } from '#schema/sortKey.ts'

/**
 * Creates a role with its administrative rights and its first members, as one version. Whether the author may give them is judged before (grantable.ts);
 * behind lockMemberships when there are members.
 */
export async function insertRole(
  write: Write,
  { config, why, members = [] }: { config: RoleConfig; why: string; members?: readonly Member[] },
): Promise<string> {
  const { tx, tenant } = write
  const role = parsed(roleConfig, config)
  const { name, description } = role.description
  refusePrincipalName(name)
  const id = randomUUID()
  const at = tenant.clock()
  const keys = { name_key: nameKey(name), sort_key: sortKey(name) }
  const requires_federation = role.signIn.requiresFederation ? 1 : 0
  const row = {
    id,
    name,
    ...keys,
    description,
    requires_federation,
    version: 1,
    created_at: at,
    updated_at: at,
  }
  await uniqueName(
    () =>
      tx
        .insertInto('role')
        .values({ ...row, built_in: 0 })
        .execute(),
    nameTaken('role', name),
  )
  const { rights } = role.rights
  if (rights.length > 0)
    await tx
      .insertInto('role_right')
      .values(rights.map((right) => ({ role_id: id, right_file: right })))
      .execute()
  const changed = await changeMembers(write, { roleId: id, added: members, removed: [] })
  const whole = [why, ...(await membersWhy(tx, changed))].join('. ')
  const detail = { why: whole, rights, ...membersDetail(changed) }
  await recordObject(write, {
    type: 'role',
    id,
    name,
    version: 1,
    before: null,
    after: role,
    why: whole,
    at,
    detail,
  })
  return id
}
