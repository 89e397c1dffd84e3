import { recordObject } from '../object/recordObject.ts'
import type { Write } from '../write.ts'
import { readGroup, type StoredGroup } from './readGroup.ts'
import { readRole, type StoredRole } from './readRole.ts'

type Holder = { type: 'group'; before: StoredGroup } | { type: 'role'; before: StoredRole }

/** Counts up and keeps the version of a group or role that was just changed, members included, with its event. */
export async function recordHolderChange(
  write: Write,
  { type, before, why, detail = {} }: Holder & { why: string; detail?: Record<string, unknown> },
): Promise<void> {
  const { tx, tenant } = write
  const { id } = before.row
  const at = tenant.clock()
  const version = before.row.version + 1
  await tx.updateTable(type).set({ version, updated_at: at }).where('id', '=', id).execute()
  const after = (await (type === 'group' ? readGroup(tx, id) : readRole(tx, id))) ?? before
  await recordObject(write, {
    type,
    id,
    name: after.row.name,
    version,
    before: before.config,
    after: after.config,
    why,
    at,
    detail: { why, ...detail },
  })
}
