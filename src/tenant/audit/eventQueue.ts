import type { Database } from '#platform/database/database.ts'
import type { Keys } from '#platform/key.ts'
import type { Tables } from '../store/tables.ts'
import type { Author, NewEvent } from './event.ts'
import { recordEvents, type Recording } from './recordEvents.ts'

/**
 * Events of requests that arrive together share one commit, or the disk sync of each would set the token rate. A request is
 * answered only after the commit that holds its event.
 */
export type EventQueue = {
  record(by: Author, event: NewEvent): Promise<void>
}

const largestBatch = 100
/** Milliseconds that the first event waits for company. */
const gathering = 4

export function createEventQueue({
  database,
  keys,
  clock,
}: {
  database: Database<Tables>
  keys: Keys
  clock: () => number
}): EventQueue {
  let waiting: { recording: Recording; done: () => void; failed: (reason: unknown) => void }[] = []
  let writing = false

  async function drain() {
    writing = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, largestBatch)
      waiting = waiting.slice(largestBatch)
      try {
        await database.write((tx) =>
          recordEvents(
            tx,
            { database, keys },
            batch.map(({ recording }) => recording),
          ),
        )
        for (const { done } of batch) done()
      } catch (error) {
        for (const { failed } of batch) failed(error)
      }
    }
    writing = false
  }

  return {
    record: (by, event) =>
      new Promise((done, failed) => {
        waiting.push({ recording: { by, at: clock(), event }, done, failed })
        if (!writing) {
          writing = true
          setTimeout(() => void drain(), gathering)
        }
      }),
  }
}
