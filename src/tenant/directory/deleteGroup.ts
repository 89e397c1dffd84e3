import { recordEvents } from '../audit/recordEvents.ts'
import { recordVersion } from '../audit/recordVersion.ts'
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
  await recordVersion(tx, { type: 'group', id, version, before: config, after: null, why: 'Deleted', by, at })
  const object = { type: 'group' as const, id, name: row.name }
  await recordEvents(tx, tenant, [
    { by, at, event: { type: 'Cloud.Core.Group.Delete', object, detail: { version } } },
  ])
}
