import { isUniqueViolation } from '#platform/database/database.ts'
import { equal } from '#schema/change.ts'
import { nameKey } from '#schema/loginName.ts'
import { roleConfig } from '#schema/role/index.ts'
import { staleProblem } from '../application/saveApplication.ts'
import { parsed, Problem } from '../problem.ts'
import type { Write } from '../write.ts'
import { roleNameTaken } from './insertRole.ts'
import { takeRole } from './readRole.ts'
import { refusePrincipalName } from './refusePrincipalName.ts'
import { recordRoleChange } from './roleVersion.ts'

type Change = {
  id: string
  name?: string | null | undefined
  description?: string | null | undefined
  expectedVersion?: number | undefined
}

/** Renames or describes a role; what is not given stays. With `expectedVersion` a stale edit is refused (CF-01). */
export async function updateRole(
  write: Write,
  { id, name, description, expectedVersion }: Change,
): Promise<void> {
  const { tx } = write
  const before = await takeRole(write, id)
  if (expectedVersion !== undefined && expectedVersion !== before.row.version)
    throw staleProblem(before.row.version)
  const held = before.config.description
  const config = parsed(roleConfig, {
    ...before.config,
    description: { name: name ?? held.name, description: description ?? held.description },
  })
  if (equal(config.description, held)) return
  if (before.row.built_in === 1)
    throw new Problem('invalid_request', `${held.name} is built in and keeps its name and description.`)
  const changed = config.description
  if (changed.name !== held.name) refusePrincipalName(changed.name)
  try {
    await tx
      .updateTable('role')
      .set({ ...changed, name_key: nameKey(changed.name) })
      .where('id', '=', id)
      .execute()
  } catch (error) {
    if (isUniqueViolation(error)) throw roleNameTaken(changed.name)
    throw error
  }
  await recordRoleChange(write, { before, why: 'Changed' })
}
