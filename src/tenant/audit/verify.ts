import type { Database } from '#platform/database/database.ts'
import type { Keys } from '#platform/key.ts'
import type { Tables } from '../store/tables.ts'
import { chainHash, chainStart } from './chain.ts'

export type Verdict = { intact: true; events: number } | { intact: false; number: number; fault: string }

const pageSize = 1000

/** Reads the whole chain in pages of constant memory and names the first event that is not as it was recorded (NT-66). */
export async function verifyEvents({
  database,
  keys,
}: {
  database: Database<Tables>
  keys: Keys
}): Promise<Verdict> {
  const head = await database.read
    .selectFrom('event_head')
    .selectAll()
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  let last = 0
  let hash = chainStart
  for (;;) {
    const rows = await database.read
      .selectFrom('event')
      .selectAll()
      .where('number', '>', last)
      .where('number', '<=', head.number)
      .orderBy('number')
      .limit(pageSize)
      .execute()
    for (const row of rows) {
      if (row.number !== last + 1) return { intact: false, number: last + 1, fault: 'This event is missing.' }
      if (row.hash !== chainHash(keys, hash, row))
        return {
          intact: false,
          number: row.number,
          fault: 'This event was changed, moved or inserted after it was recorded.',
        }
      last = row.number
      hash = row.hash
    }
    if (rows.length < pageSize) break
  }
  if (last !== head.number)
    return { intact: false, number: last + 1, fault: 'The events from here on were cut off.' }
  if (hash !== head.hash)
    return { intact: false, number: last, fault: 'The end of the chain does not fit its last event.' }
  const forged = await eventAfterTheEnd(database)
  if (forged !== undefined)
    return { intact: false, number: forged, fault: 'This event was inserted after the end of the chain.' }
  return { intact: true, events: last }
}

/** Looks for the event first and at the head second, because the tenant may be recording at the same time. */
async function eventAfterTheEnd({ read }: Database<Tables>): Promise<number | undefined> {
  const newest = await read.selectFrom('event').select('number').orderBy('number', 'desc').executeTakeFirst()
  const head = await read
    .selectFrom('event_head')
    .select('number')
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  return newest && newest.number > head.number ? newest.number : undefined
}
