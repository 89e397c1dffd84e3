import { randomUUID } from 'node:crypto'
import { roleConfig, type RoleConfig } from '#schema/role/index.ts'
import { recordObject } from '../object/recordObject.ts'
import { nameTaken, uniqueName } from '../object/uniqueName.ts'
import { parsed } from '../problem.ts'
import type { Write } from '../write.ts'
import { refusePrincipalName } from './refusePrincipalName.ts'
import { nameKey } from '#schema/nameKey.ts'
import { sortKey } from '#schema/sortKey.ts'

/** Creates a role with its administrative rights. Whether the author may give them is judged before (grantable.ts). */
export async function insertRole(
  write: Write,
  { config, why }: { config: RoleConfig; why: string },
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
  const detail = { why, rights }
  await recordObject(write, {
    type: 'role',
    id,
    name,
    version: 1,
    before: null,
    after: role,
    why,
    at,
    detail,
  })
  return id
}
