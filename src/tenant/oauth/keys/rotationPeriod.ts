import type { Author } from '../../audit/event.ts'
import { recordEvents } from '../../audit/recordEvents.ts'
import type { Tenant } from '../../tenant.ts'
import type { KeyReader } from './changeKeys.ts'

/** Days after which a new key takes over by itself; 0 for never. */
export async function rotationPeriod(db: KeyReader): Promise<number> {
  const row = await db.selectFrom('tenant').select('rotate_keys_after').executeTakeFirstOrThrow()
  return row.rotate_keys_after
}

export async function changeRotationPeriod(
  tenant: Tenant,
  { by, everyDays }: { by: Author; everyDays: number },
): Promise<void> {
  await tenant.database.write(async (tx) => {
    await tenant.database.lock(tx, 'tenant')
    const before = await rotationPeriod(tx)
    if (before === everyDays) return
    await tx.updateTable('tenant').set({ rotate_keys_after: everyDays }).execute()
    await recordEvents(tx, tenant, [
      {
        by,
        at: tenant.clock(),
        event: {
          type: 'Cloud.Core.Key.Schedule',
          object: { type: 'tenant', id: tenant.id, name: tenant.id },
          detail: { everyDays: { before, after: everyDays } },
        },
      },
    ])
  })
}
