import { dayOf } from '../days.ts'
import type { Tenant } from '../tenant.ts'

/** The day that is written down for an application, or is being written. */
const noted = new Map<string, number>()
/** It is only there to save writing. */
const mostNoted = 10_000

/** Writes down that an application gave a token today, once a day. Nobody waits for it: a use that is lost is told by the next one. */
export function noteUse(tenant: Tenant, id: string): void {
  const today = dayOf(tenant.clock())
  if (noted.get(id) === today) return
  if (noted.size >= mostNoted) noted.clear()
  noted.set(id, today)
  void tenant.database
    .write((tx) =>
      tx
        .updateTable('application')
        .set({ used_day: today })
        .where('id', '=', id)
        .where('used_day', '<', today)
        .execute(),
    )
    .catch((error: unknown) => {
      noted.delete(id)
      tenant.log.warn({ err: error }, 'the last use of an application was not written down')
    })
}
