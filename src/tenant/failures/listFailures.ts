import { eventInWords } from '#schema/events.ts'
import type { Reading } from '../readRows.ts'
import { newestFailures, readFailure, type Failure, type FailureEvent } from './failureEvents.ts'

type Filter = Partial<Record<'application' | 'text', string | null> & { from: number | null }>

export type CountedFailure = {
  event: FailureEvent
  failure: Failure
  count: number
  first: number
  last: number
}

/** Refusals that are looked at, and rows that are told. */
const mostEvents = 1000
const mostRows = 200

/** Recent refusals, the newest first. What repeats in every respect that matters is one row. */
export async function listFailures(
  reading: Reading,
  { application, text, from }: Filter,
  { most = mostEvents }: { most?: number } = {},
): Promise<{ failures: CountedFailure[]; lookedBackTo: number | null }> {
  const events = await newestFailures(reading, { application, from, most: most + 1 })
  const rows = new Map<string, CountedFailure>()
  for (const event of events.slice(0, most)) {
    const failure = readFailure(event)
    const key = keyOf(event, failure)
    const row = rows.get(key)
    if (row === undefined)
      rows.set(key, { event, failure, count: failure.count, first: event.at, last: event.at })
    else {
      row.count += failure.count
      row.first = Math.min(row.first, event.at)
      row.last = Math.max(row.last, event.at)
    }
  }
  const all = [...rows.values()]
  const wanted = text?.trim().toLowerCase() ?? ''
  const found = wanted === '' ? all : all.filter((row) => holds(row, wanted))
  return {
    failures: found.slice(0, mostRows),
    lookedBackTo: events.length > most ? (events[most - 1]?.at ?? null) : null,
  }
}

/** How long somebody has to wait still differs each time and says nothing. */
const passing = new Set(['attemptAllowed'])

const keyOf = (event: FailureEvent, { check, seen }: Failure) =>
  JSON.stringify([
    event.event_type,
    check,
    event.application_id,
    event.actor_id,
    event.actor_name,
    event.object_id,
    passing.has(check) ? '' : seen,
  ])

export const titleOf = (event: FailureEvent, { trouble }: Failure) =>
  trouble?.title ?? eventInWords(event.event_type)

function holds({ event, failure }: CountedFailure, wanted: string): boolean {
  const { actor_name, application_name, object_name, ip, correlation_id } = event
  return [
    actor_name,
    application_name,
    object_name,
    ip,
    correlation_id,
    failure.seen,
    failure.check,
    failure.error,
    failure.meaning?.trouble,
    titleOf(event, failure),
    ...failure.requests,
  ].some((value) => value?.toLowerCase().includes(wanted))
}
