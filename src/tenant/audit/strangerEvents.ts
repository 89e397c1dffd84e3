import { networkOf } from '#platform/address.ts'
import type { Log } from '#platform/log.ts'
import { minutes } from '#schema/duration.ts'
import { ofStranger } from './bounded.ts'
import type { Author, NewEvent } from './event.ts'
import type { EventQueue } from './eventQueue.ts'

/**
 * Events of callers who proved nothing. A flood of them must not fill the disk, so of each kind and source at most one a minute is written; it
 * tells how many it stands for. Kinds tell applications and names apart, so that one client's failures do not hide another's; names that nobody
 * has as well, or the time of an answer would tell which ones there are.
 */
export type StrangerEvents = {
  /** @param whom what the caller says it is. */
  record(by: Author, event: NewEvent, whom?: string): Promise<void>
  /** When a secret was compared, a hundred a minute are written one by one, and the others are counted. */
  recordGuess(by: Author, event: NewEvent, whom: string): Promise<void>
  /** Writes down what was only counted so far, and begins anew. */
  sumUp(): Promise<void>
}

/** Letters that tell names apart. */
const longestWhom = 100

/** `requests` are those that the next event stands for, the first few and the newest. */
type Waiting = {
  network: string
  since: number
  count: number
  by: Author
  event: NewEvent
  requests: readonly string[]
}

const mostRequests = 20

const minute = minutes(1) * 1000
/** Kinds and sources in a minute that have events of their own; the rest share one of each check. */
const most = 50
/** Kinds of one source in a minute that have events of their own, so that one source does not use up all. */
const mostOfSource = 20
/** Guesses in a minute that have events of their own. */
const mostGuesses = 100

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
  let guesses = { since: 0, count: 0 }

  async function recordGuess(by: Author, event: NewEvent, whom: string): Promise<void> {
    const now = clock()
    if (now - guesses.since >= minute) guesses = { since: now, count: 0 }
    await (++guesses.count > mostGuesses ? record(by, event, whom) : events.record(by, event))
  }

  async function record(author: Author, sent: NewEvent, whom = ''): Promise<void> {
    const { by: stranger, event } = ofStranger(author, sent)
    const { key, network, by } = place(stranger, event, whom)
    const held = told.get(key)
    const now = clock()
    if (held && now - held.since < minute) {
      const requests = [...held.requests.slice(0, mostRequests - 1), by.correlationId]
      told.set(key, { ...held, count: held.count + 1, by, event, requests })
      return
    }
    told.set(key, { network, since: now, count: 0, by, event, requests: [] })
    timer ??= setTimeout(tick, minute).unref()
    const requests = held ? [...held.requests, by.correlationId] : []
    await write({ by, event, count: (held?.count ?? 0) + 1, requests })
  }

  /** What an event is counted with: its own kind and source, or while there are too many of these, whatever failed the same check. */
  function place(by: Author, event: NewEvent, whom: string): { key: string; network: string; by: Author } {
    const network = networkOf(by.ip ?? '')
    const { check: failed, reason } = event.detail ?? {}
    const check = `${event.type} ${String(failed ?? reason)}`
    const own = JSON.stringify([
      check,
      event.application?.id,
      whom.slice(0, longestWhom).toLowerCase(),
      network,
    ])
    const ofSource = () => [...told.values()].filter((each) => each.network === network).length
    if (told.has(own) || (told.size < most && ofSource() < mostOfSource)) return { key: own, network, by }
    return { key: check, network: '', by: { ...by, ip: null } }
  }

  const write = ({ by, event, count, requests }: Omit<Waiting, 'network' | 'since'>) =>
    events.record(by, count > 1 ? { ...event, detail: { ...event.detail, count, requests } } : event)

  /** Sources that have been quiet for so long are forgotten, after what was counted for them is written. */
  async function sweep(age: number): Promise<void> {
    const now = clock()
    const due = [...told].filter(([, { since }]) => now - since >= age)
    for (const [key, waiting] of due)
      if (waiting.count === 0 || age === 0) told.delete(key)
      else told.set(key, { ...waiting, since: now, count: 0, requests: [] })
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

  return { record, recordGuess, sumUp: () => sweep(0) }
}
