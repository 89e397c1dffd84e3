import { recordDeletion } from '../object/recordObject.ts'
import type { Write } from '../write.ts'
import { forgetPrincipal } from './forgetPrincipal.ts'
import { takeUser } from './readUser.ts'

/**
 * Deletes a user with its memberships, permissions, credentials, sessions and drafts; its versions and events stay. Whether the author may is
 * judged before; inside keepingAnAdministrator.
 */
export async function deleteUser(write: Write, id: string): Promise<void> {
  const { tx } = write
  const { row, config } = await takeUser(write, id)
  await forgetPrincipal(write, { type: 'User', id, name: row.name })
  await tx.deleteFrom('credential').where('owner_type', '=', 'user').where('owner_id', '=', id).execute()
  // Sessions, sign-ins under way, codes and drafts go with it (foreign keys).
  await tx.deleteFrom('user').where('id', '=', id).execute()
  await recordDeletion(write, { type: 'user', id, name: row.name, stored: { version: row.version, config } })
}
