import { recordChange } from '../audit/recordChange.ts'
import { Problem } from '../problem.ts'
import type { Write } from '../write.ts'
import { forgetPrincipal } from './forgetPrincipal.ts'
import { takeRole } from './readRole.ts'

/** Deletes a role with its memberships, rights and permissions; its versions and events stay. Inside keepingAnAdministrator. */
export async function deleteRole(write: Write, id: string): Promise<void> {
  const { tx, tenant, by } = write
  const { row, config } = await takeRole(write, id)
  if (row.built_in === 1)
    throw new Problem('invalid_request', `${row.name} is built in and cannot be deleted.`)
  const at = tenant.clock()
  const version = row.version + 1
  await forgetPrincipal(write, { type: 'Role', id, name: row.name })
  // Its own members and rights go with it (foreign keys).
  await tx.deleteFrom('role').where('id', '=', id).execute()
  const object = { type: 'role' as const, id, name: row.name }
  await recordChange(
    { tx, tenant, by },
    { type: 'role', id, version, before: config, after: null, why: 'Deleted', at },
    { type: 'Cloud.Core.Role.Delete', object },
  )
}
