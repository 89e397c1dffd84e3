import type { Tenant } from '../tenant.ts'

/** Tenants of which it is written down, or being written. */
const noted = new WeakSet<Tenant>()

/** Writes down that a program has read events, once. Nobody waits for it: one that is lost is told by the next query. */
export function noteEventsRead(tenant: Tenant): void {
  if (noted.has(tenant)) return
  noted.add(tenant)
  void tenant.database
    .write((tx) =>
      tx
        .updateTable('tenant')
        .set({ events_read_at: tenant.clock() })
        .where('events_read_at', 'is', null)
        .execute(),
    )
    .catch((error: unknown) => {
      noted.delete(tenant)
      tenant.log.warn({ err: error }, 'the first reading of events was not written down')
    })
}
