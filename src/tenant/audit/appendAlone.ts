import type { Store } from '../store/store.ts'
import { append, chained, chainLock, type Head, type Recording } from './recordEvents.ts'

/**
 * Appends events in one statement for as long as nobody else does: it goes on from where this process ended, and writes nothing should the chain
 * end elsewhere meanwhile. Then, and until nobody came in between, each append reads the end of the chain first.
 */
export function appendAlone(store: Store): (recordings: readonly Recording[]) => Promise<void> {
  const { writeAlone } = store.database
  let ended: Head | undefined
  let undisturbed = false

  async function appended(from: Head, recordings: readonly Recording[]): Promise<boolean> {
    const { rows, head } = chained(store.keys, from, recordings)
    const values = [head.number, head.hash, head.seal, from.number, from.hash, from.seal]
    const written = await writeAlone?.({ lock: chainLock, text, values: [...values, JSON.stringify(rows)] })
    if (written === rows.length) ended = head
    return written === rows.length
  }

  return async (recordings) => {
    if (ended && undisturbed) {
      undisturbed = false
      undisturbed = await appended(ended, recordings)
      if (undisturbed) return
    }
    const { from, head } = await store.database.write((tx) => append(tx, store, recordings))
    undisturbed = from.hash === ended?.hash
    ended = head
  }
}

/** Whoever waited for the lock looks at the head again, as whoever had it before left it. */
const text = `with head as (
  update event_head set number = $2, hash = $3, seal = $4
  from (select pg_advisory_xact_lock($1::bigint)) as turn
  where id = 1 and number = $5 and hash = $6 and seal = $7
  returning id
)
insert into event select each.* from head, json_populate_recordset(null::event, $8::json) as each`
