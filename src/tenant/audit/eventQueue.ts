import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '#platform/database/database.ts'
import type { Keys } from '#platform/key.ts'
import type { Tables } from '../store/tables.ts'
import type { Author, NewEvent } from './event.ts'
import { appendAlone } from './appendAlone.ts'
import { eventStatements } from './eventStatements.ts'
import type { Recording } from './recordEvents.ts'

/**
 * Events of requests that arrive together share one commit, or the disk sync of each would set the token rate. A request is
 * answered only after the commit that holds its event.
 */
export type EventQueue = {
  record(by: Author, event: NewEvent): Promise<void>
}

const largestBatch = 100
/** Milliseconds that an event waits for company, where others came together a moment ago. */
const gathering = 8

export function createEventQueue({
  database,
  keys,
  clock,
}: {
  database: Database<Tables>
  keys: Keys
  clock: () => number
}): EventQueue {
  const write = writerTo(database, keys)
  let waiting: { recording: Recording; done: () => void; failed: (reason: unknown) => void }[] = []
  let writing = false
  /** How many were written together the last time. */
  let lately = 0

  async function drain() {
    writing = true
    while (waiting.length > 0) {
      // Who is alone waits for nobody: whoever comes meanwhile shares the next commit
      if (waiting.length > 1 || lately > 1) await pause(gathering)
      const batch = waiting.slice(0, largestBatch)
      lately = batch.length
      waiting = waiting.slice(largestBatch)
      try {
        await write(batch.map(({ recording }) => recording))
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
        if (!writing) void drain()
      }),
  }
}

function writerTo(database: Database<Tables>, keys: Keys): (recordings: Recording[]) => Promise<void> {
  const { writeApart } = database
  if (!writeApart) return appendAlone({ database, keys })
  const statements = eventStatements({ database, keys })
  return (recordings) => writeApart(() => statements(recordings))
}
