import { randomUUID } from 'node:crypto'
import { isUniqueViolation } from '#platform/database/database.ts'
import { roleConfig, type RoleConfig } from '#schema/role/index.ts'
import { recordChange } from '../audit/recordChange.ts'
import { fieldProblem, parsed } from '../problem.ts'
import type { Write } from '../write.ts'
import { refusePrincipalName } from './refusePrincipalName.ts'
import { nameKey } from '#schema/nameKey.ts'

/** Creates a role with its administrative rights. Whether the author may give them is judged before (grantable.ts). */
export async function insertRole(
  { tx, tenant, by }: Write,
  { config, why }: { config: RoleConfig; why: string },
): Promise<string> {
  const role = parsed(roleConfig, config)
  const { name, description } = role.description
  refusePrincipalName(name)
  const id = randomUUID()
  const at = tenant.clock()
  try {
    await tx
      .insertInto('role')
      .values({
        id,
        name,
        name_key: nameKey(name),
        description,
        built_in: 0,
        version: 1,
        created_at: at,
        updated_at: at,
      })
      .execute()
  } catch (error) {
    if (isUniqueViolation(error)) throw roleNameTaken(name)
    throw error
  }
  const { rights } = role.rights
  if (rights.length > 0)
    await tx
      .insertInto('role_right')
      .values(rights.map((right) => ({ role_id: id, right_file: right })))
      .execute()
  await recordChange(
    { tx, tenant, by },
    { type: 'role', id, version: 1, before: null, after: role, why, at },
    {
      type: 'Cloud.Core.Role.Create',
      object: { type: 'role', id, name },
      detail: { why, rights },
    },
  )
  return id
}

export const roleNameTaken = (name: string) =>
  fieldProblem('taken', [
    { path: 'description.name', message: `There is already a role ${name}. Choose another name.` },
  ])
