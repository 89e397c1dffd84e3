import { recordObject } from '../object/recordObject.ts'
import type { Write } from '../write.ts'
import { forgetPrincipal } from './forgetPrincipal.ts'
import { takeGroup } from './readGroup.ts'

/** Deletes a group with its memberships and permissions; its versions and events stay. Inside keepingAnAdministrator. */
export async function deleteGroup(write: Write, id: string): Promise<void> {
  const { tx, tenant } = write
  const { row, config } = await takeGroup(write, id)
  await forgetPrincipal(write, { type: 'Group', id, name: row.name })
  // Who is in it goes with it (foreign keys).
  await tx.deleteFrom('group').where('id', '=', id).execute()
  await recordObject(write, {
    type: 'group',
    id,
    name: row.name,
    version: row.version + 1,
    before: config,
    after: null,
    why: 'Deleted',
    at: tenant.clock(),
  })
}
