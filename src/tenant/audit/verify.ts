import type { Database } from '#platform/database/database.ts'
import { sameText } from '#platform/mac.ts'
import type { Store } from '../store/store.ts'
import type { Row, Tables } from '../store/tables.ts'
import { chainHash, chainStart, headSeal } from './chain.ts'
import type { Checkpoint } from './checkpoint.ts'
import { keptVersion, type KeptVersion } from './keptVersion.ts'
import { foundHead, headOf } from './recordEvents.ts'

/** `number` of the first event that was changed, or whose version was. */
export type Verdict = { intact: true; events: number; versions: number } | Fault
type Fault = { intact: false; number: number; fault: string }

const pageSize = 1000

/** Hears now and then how many events have been read, and of how many. It may throw, which ends the reading. */
export type Watch = (checked: number, of: number) => Promise<void> | void

/**
 * Reads the whole event log in pages and names the first event that is not as it was recorded; then every version of every object, whose hashes the
 * events hold (NT-66, AU-03). Only a checkpoint that was kept elsewhere tells whether the log was put back to an earlier state.
 */
export async function verifyEvents(
  { database, keys }: Store,
  checkpoints: readonly Checkpoint[] = [],
  watch: Watch = () => undefined,
): Promise<Verdict> {
  const head = await foundHead(database.read)
  if (!head) return fault((await newestEvent(database)) + 1, 'Where the log ends was deleted (event_head).')
  const other = checkpoints.length > 0 && (await ofAnotherTenant(database, checkpoints))
  if (other) return other
  const kept = new Map<string, { number: number; hash: string }>()
  const keep = ({ number, detail }: Row<'event'>) => {
    for (const [type, id, version, hash] of versionsIn(detail))
      kept.set(named(type, id, version), { number, hash })
  }
  let last = 0
  let hash = chainStart
  for await (const row of eventsOf(database, { after: 0, upTo: head.number })) {
    if (row.number !== last + 1) return fault(last + 1, 'This event is missing.')
    if (row.hash !== chainHash(keys, hash, row))
      return fault(row.number, 'This event was changed, moved or inserted after it was recorded.')
    if (row.event_type === 'Cloud.Core.Audit.Broken')
      return fault(
        row.number,
        'Here the tenant noticed that the end of the log had been changed: events before this one may be missing.',
      )
    const promised = checkpoints.find(({ number }) => number === row.number)
    if (promised && promised.hash !== row.hash) return fault(row.number, otherThan(promised))
    keep(row)
    last = row.number
    hash = row.hash
    if (last % pageSize === 0) await watch(last, head.number)
  }
  if (last !== head.number) return fault(last + 1, 'The events from here on were cut off.')
  if (hash !== head.hash) return fault(last, 'The end of the chain does not fit its last event.')
  if (!sameText(head.seal, headSeal(keys, head)))
    return fault(last + 1, 'The end of the log was moved: the events from here on were cut off.')
  const beyond = checkpoints.find(({ number }) => number > last)
  if (beyond) return fault(last + 1, missingSince(beyond))
  const forged = await eventAfterTheEnd(database)
  if (forged !== undefined) return fault(forged, 'This event was inserted after the end of the chain.')
  return verifyVersions({ database, keys }, { events: last, kept, keep, watch })
}

async function ofAnotherTenant({ read }: Database<Tables>, checkpoints: readonly Checkpoint[]) {
  const { id } = await read.selectFrom('tenant').select('id').executeTakeFirstOrThrow()
  const other = checkpoints.find(({ tenant }) => tenant !== id)
  return (
    other && fault(1, `A checkpoint is of the tenant ${other.tenant}, and this is ${id}: another database.`)
  )
}

const fault = (number: number, text: string): Fault => ({ intact: false, number, fault: text })

const moment = ({ iat }: Checkpoint) => new Date(iat * 1000).toISOString()

const otherThan = (checkpoint: Checkpoint) =>
  `This is not the event that was here at ${moment(checkpoint)}, as a checkpoint says: the database was put back to an earlier state, and went on from there.`

const missingSince = (checkpoint: Checkpoint) =>
  `The events from here on are missing. At ${moment(checkpoint)} there were ${checkpoint.number}, as a checkpoint says: they were cut off, or the database was put back to an earlier state.`

type Read = {
  events: number
  kept: Map<string, { number: number; hash: string }>
  keep: (row: Row<'event'>) => void
  watch: Watch
}

async function verifyVersions(
  { database, keys }: Store,
  { events, kept, keep, watch }: Read,
): Promise<Verdict> {
  const unknown: Row<'object_version'>[] = []
  const found = new Set<string>()
  const faultOf = (row: Row<'object_version'>): Fault | undefined => {
    const name = named(row.object_type, row.object_id, row.version)
    const told = kept.get(name)
    if (told === undefined) return fault(events, `${name} was inserted: no event tells of it.`)
    found.add(name)
    const [, , , hash] = keptVersion(keys, row)
    return hash === told.hash
      ? undefined
      : fault(told.number, `${name}, which this event tells of, was changed after it was recorded.`)
  }
  let read = 0
  for await (const row of versionsOf(database)) {
    // Whoever waits hears on, and whoever has gone ends it
    if (++read % pageSize === 0) await watch(events, events)
    if (!kept.has(named(row.object_type, row.object_id, row.version))) unknown.push(row)
    else {
      const fault = faultOf(row)
      if (fault) return fault
    }
  }
  for (const [name, { number }] of kept)
    if (!found.has(name)) return fault(number, `${name}, which this event tells of, was deleted.`)
  // What was recorded while the versions were read
  const { number } = await headOf(database.read)
  for await (const row of eventsOf(database, { after: events, upTo: number })) keep(row)
  for (const row of unknown) {
    const fault = faultOf(row)
    if (fault) return fault
  }
  return { intact: true, events, versions: found.size }
}

const named = (type: string, id: string, version: number) => `Version ${version} of the ${type} ${id}`

/** Looks for the text first: most events tell of no version. */
const versionsIn = (detail: string): readonly KeptVersion[] =>
  detail.includes('"versions":[[') ? ((JSON.parse(detail) as { versions: KeptVersion[] }).versions ?? []) : []

async function* eventsOf({ read }: Database<Tables>, { after, upTo }: { after: number; upTo: number }) {
  for (let last = after; ;) {
    const rows = await read
      .selectFrom('event')
      .selectAll()
      .where('number', '>', last)
      .where('number', '<=', upTo)
      .orderBy('number')
      .limit(pageSize)
      .execute()
    yield* rows
    last = rows.at(-1)?.number ?? last
    if (rows.length < pageSize) return
  }
}

async function* versionsOf({ read }: Database<Tables>) {
  for (let last: Row<'object_version'> | undefined; ;) {
    let query = read
      .selectFrom('object_version')
      .selectAll()
      .orderBy('object_type')
      .orderBy('object_id')
      .orderBy('version')
      .limit(pageSize)
    if (last) {
      const { object_type, object_id, version } = last
      query = query.where((where) =>
        where.eb(
          where.refTuple('object_type', 'object_id', 'version'),
          '>',
          where.tuple(object_type, object_id, version),
        ),
      )
    }
    const rows: Row<'object_version'>[] = await query.execute()
    yield* rows
    last = rows.at(-1)
    if (rows.length < pageSize) return
  }
}

/** Looks for the event first and at the head second, because the tenant may be recording at the same time. */
async function eventAfterTheEnd(database: Database<Tables>): Promise<number | undefined> {
  const newest = await newestEvent(database)
  const { number } = await headOf(database.read)
  return newest > number ? newest : undefined
}

/** Its number, or 0. */
async function newestEvent({ read }: Database<Tables>): Promise<number> {
  const newest = await read.selectFrom('event').select('number').orderBy('number', 'desc').executeTakeFirst()
  return newest?.number ?? 0
}
