import { recordEvents } from '../audit/recordEvents.ts'
import { recordVersion } from '../audit/recordVersion.ts'
import type { Write } from '../write.ts'
import { readGroup, type StoredGroup } from './readGroup.ts'

/** Counts up and keeps the version of a group that was just changed, with its event. */
export async function recordGroupChange(
  { tx, tenant, by }: Write,
  { before, why, detail = {} }: { before: StoredGroup; why: string; detail?: Record<string, unknown> },
): Promise<void> {
  const { id } = before.row
  const at = tenant.clock()
  const version = before.row.version + 1
  await tx.updateTable('group').set({ version, updated_at: at }).where('id', '=', id).execute()
  const after = (await readGroup(tx, id))?.config ?? before.config
  await recordVersion(tx, { type: 'group', id, version, before: before.config, after, why, by, at })
  const object = { type: 'group' as const, id, name: after.description.name }
  await recordEvents(tx, tenant, [
    { by, at, event: { type: 'Cloud.Core.Group.Modify', object, detail: { why, version, ...detail } } },
  ])
}
