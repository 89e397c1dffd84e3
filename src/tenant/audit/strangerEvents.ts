import { networkOf } from '#platform/address.ts'
import type { Log } from '#platform/log.ts'
import { minutes } from '#schema/duration.ts'
import type { Author, NewEvent } from './event.ts'
import type { EventQueue } from './eventQueue.ts'

/**
 * Events of callers who proved nothing. A flood of them must not fill the disk, so of each kind and source at most one a minute is written; it
 * tells how many it stands for.
 */
export type StrangerEvents = EventQueue & {
  /** Writes down what was only counted so far. */
  sumUp(): Promise<void>
}

type Waiting = { since: number; count: number; by: Author; event: NewEvent }

const minute = minutes(1) * 1000
/** Kinds and sources in a minute that have events of their own; the rest share one of each kind. */
const most = 50

export function createStrangerEvents({
  events,
  log,
  clock,
}: {
  events: EventQueue
  log: Log
  clock: () => number
}): StrangerEvents {
  const told = new Map<string, Waiting>()
  let timer: NodeJS.Timeout | undefined

  async function record(author: Author, event: NewEvent): Promise<void> {
    const { key, by } = place(author, event)
    const held = told.get(key)
    const now = clock()
    if (held && now - held.since < minute) {
      told.set(key, { since: held.since, count: held.count + 1, by, event })
      return
    }
    told.set(key, { since: now, count: 0, by, event })
    timer ??= setTimeout(tick, minute).unref()
    await write({ by, event, count: (held?.count ?? 0) + 1 })
  }

  function place(by: Author, event: NewEvent): { key: string; by: Author } {
    const kind = `${event.type} ${String(event.detail?.['check'])}`
    const own = `${kind} ${networkOf(by.ip ?? '')}`
    if (told.has(own) || told.size < most) return { key: own, by }
    return { key: kind, by: { ...by, ip: null } }
  }

  const write = ({ by, event, count }: Pick<Waiting, 'by' | 'event' | 'count'>) =>
    events.record(by, count > 1 ? { ...event, detail: { ...event.detail, count } } : event)

  /** What was counted for so long is written, and who has been quiet is forgotten. */
  async function sweep(age: number): Promise<void> {
    const now = clock()
    const due = [...told].filter(([, { since }]) => now - since >= age)
    for (const [key, waiting] of due)
      if (waiting.count === 0) told.delete(key)
      else told.set(key, { ...waiting, since: now, count: 0 })
    await Promise.all(due.filter(([, { count }]) => count > 0).map(([, waiting]) => write(waiting)))
  }

  function tick(): void {
    timer = undefined
    sweep(minute)
      .catch((error: unknown) => log.error({ err: error }, 'counted refusals were not written'))
      .finally(() => {
        if (told.size > 0) timer ??= setTimeout(tick, minute).unref()
      })
  }

  return { record, sumUp: () => sweep(0) }
}
