import { recordChange } from '../audit/recordChange.ts'
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
  const object = { type: 'group' as const, id, name: after.description.name }
  await recordChange(
    { tx, tenant, by },
    { type: 'group', id, version, before: before.config, after, why, at },
    { type: 'Cloud.Core.Group.Modify', object, detail: { why, ...detail } },
  )
}
