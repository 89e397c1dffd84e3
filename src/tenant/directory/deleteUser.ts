import { recordChange } from '../audit/recordChange.ts'
import type { Write } from '../write.ts'
import { forgetPrincipal } from './forgetPrincipal.ts'
import { takeUser } from './readUser.ts'

/**
 * Deletes a user with its memberships, permissions, credentials, sessions and drafts; its versions and events stay. Whether the author may is
 * judged before; inside keepingAnAdministrator.
 */
export async function deleteUser(write: Write, id: string): Promise<void> {
  const { tx, tenant, by } = write
  const { row, config } = await takeUser(write, id)
  const at = tenant.clock()
  const version = row.version + 1
  await forgetPrincipal(write, { type: 'User', id, name: row.name })
  await tx.deleteFrom('credential').where('owner_type', '=', 'user').where('owner_id', '=', id).execute()
  // Sessions, sign-ins under way, codes and drafts go with it (foreign keys).
  await tx.deleteFrom('user').where('id', '=', id).execute()
  const object = { type: 'user' as const, id, name: row.name }
  await recordChange(
    { tx, tenant, by },
    { type: 'user', id, version, before: config, after: null, why: 'Deleted', at },
    { type: 'Cloud.Core.User.Delete', object },
  )
}
