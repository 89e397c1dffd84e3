import { theTenant, type Author } from '../audit/event.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'

/** Told how far it is: `count` of one kind are there. */
export type Progress = (done: { what: string; count: number; of: number }) => void

const by: Author = { ...theTenant, correlationId: 'seed' }

/** A commit waits for the disk, and whoever else writes waits for the batch. */
const size = 250
/** What is remembered of what was made, however much it is. */
const mostKept = 1000

/** Makes so many of one kind, some of them in each transaction. Gives back what the first of them are. */
export async function inBatches<Made>(
  { tenant, progress }: { tenant: Tenant; progress: Progress },
  { what, count }: { what: string; count: number },
  make: (write: Write, place: number) => Promise<Made>,
): Promise<Made[]> {
  const kept: Made[] = []
  for (let from = 0; from < count; from += size) {
    const until = Math.min(count, from + size)
    const made = await tenant.database.write(async (tx) => {
      const all: Made[] = []
      for (let place = from; place < until; place++) all.push(await make({ tx, tenant, by }, place))
      return all
    })
    kept.push(...made.slice(0, mostKept - kept.length))
    progress({ what, count: until, of: count })
  }
  return kept
}
