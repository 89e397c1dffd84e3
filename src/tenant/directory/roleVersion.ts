import { recordChange } from '../audit/recordChange.ts'
import type { Write } from '../write.ts'
import { readRole, type StoredRole } from './readRole.ts'

/** Counts up and keeps the version of a role that was just changed, with its event. Gives the new version. */
export async function recordRoleChange(
  { tx, tenant, by }: Write,
  { before, why, detail = {} }: { before: StoredRole; why: string; detail?: Record<string, unknown> },
): Promise<number> {
  const { id } = before.row
  const at = tenant.clock()
  const version = before.row.version + 1
  await tx.updateTable('role').set({ version, updated_at: at }).where('id', '=', id).execute()
  const after = await readRole(tx, id)
  const object = { type: 'role' as const, id, name: after?.row.name ?? before.row.name }
  await recordChange(
    { tx, tenant, by },
    {
      type: 'role',
      id,
      version,
      before: before.config,
      after: after?.config ?? null,
      why,
      at,
    },
    { type: 'Cloud.Core.Role.Modify', object, detail: { why, ...detail } },
  )
  return version
}
