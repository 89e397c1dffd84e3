import { recordObject } from '../object/recordObject.ts'
import { Problem } from '../problem.ts'
import type { Write } from '../write.ts'
import { forgetPrincipal } from './forgetPrincipal.ts'
import { takeRole } from './readRole.ts'

/** Deletes a role with its memberships, rights and permissions; its versions and events stay. Inside keepingAnAdministrator. */
export async function deleteRole(write: Write, id: string): Promise<void> {
  const { tx, tenant } = write
  const { row, config } = await takeRole(write, id)
  if (row.built_in === 1)
    throw new Problem('invalid_request', `${row.name} is built in and cannot be deleted.`)
  await forgetPrincipal(write, { type: 'Role', id, name: row.name })
  // Its own members and rights go with it (foreign keys).
  await tx.deleteFrom('role').where('id', '=', id).execute()
  await recordObject(write, {
    type: 'role',
    id,
    name: row.name,
    version: row.version + 1,
    before: config,
    after: null,
    why: 'Deleted',
    at: tenant.clock(),
  })
}
