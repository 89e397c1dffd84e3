import { recordChange } from '../audit/recordChange.ts'
import type { Write } from '../write.ts'
import { forgetPrincipal } from './forgetPrincipal.ts'
import { takeGroup } from './readGroup.ts'

/** Deletes a group with its memberships and permissions; its versions and events stay. Inside keepingAnAdministrator. */
export async function deleteGroup(write: Write, id: string): Promise<void> {
  const { tx, tenant, by } = write
  const { row, config } = await takeGroup(write, id)
  const at = tenant.clock()
  const version = row.version + 1
  await forgetPrincipal(write, { type: 'Group', id, name: row.name })
  // Who is in it goes with it (foreign keys).
  await tx.deleteFrom('group').where('id', '=', id).execute()
  const object = { type: 'group' as const, id, name: row.name }
  await recordChange(
    { tx, tenant, by },
    { type: 'group', id, version, before: config, after: null, why: 'Deleted', at },
    { type: 'Cloud.Core.Group.Delete', object },
  )
}
