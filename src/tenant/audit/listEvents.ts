import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely'
import { minutes } from '#schema/duration.ts'
import { readRows, type Reading } from '../readRows.ts'
import { contains, folded, foldedText } from '../redrock/value.ts'
import { isFailure } from '../redrock/views/eventView.ts'
import type { Row, Tables } from '../store/tables.ts'
import { headOf } from './recordEvents.ts'

/** What is null or undefined lets all through. Names as in the call. */
export type EventFilter = Partial<
  Record<'text' | 'type' | 'objectType' | 'object' | 'application' | 'who' | 'request', string | null> & {
    level: Row<'event'>['level'] | null
    refused: boolean | null
    from: number | null
    to: number | null
    before: number | null
  }
>

/** Of an event, all but its hash and its detail, which can be long. */
export const eventColumns = [
  'number',
  'id',
  'event_type',
  'at',
  'level',
  'actor_id',
  'actor_name',
  'application_id',
  'application_name',
  'object_type',
  'object_id',
  'object_name',
  'ip',
  'correlation_id',
] as const

export type ListedEvent = Pick<Row<'event'>, (typeof eventColumns)[number]> & { refused: number }

type Listed = { events: ListedEvent[]; older: number | null; lookedBackTo: number | null }

const pageSize = 50
/** Events that one statement looks at, where no index knows which ones are meant. */
export const stretch = 25_000
/** Milliseconds after which no further stretch is begun. */
const patience = 1000
/** By how much the clocks of several nodes may differ: numbers follow time no closer. */
const clocks = minutes(5) * 1000

/**
 * A page of events, the newest first. The request that it belongs to and the object that it is about are found by an index; everything else is looked for from the newest backwards, as
 * far as there is time, and the reply says where to go on. Pages go on from a number, so a deep one costs what the first one does.
 */
export async function listEvents(
  reading: Reading,
  filter: EventFilter,
  { most = stretch, time = patience } = {},
): Promise<Listed> {
  const { first, last } = await boundsOf(reading, filter)
  const narrowed = [filter.request, filter.object].some((value) => typeof value === 'string')
  const until = performance.now() + time
  const events: ListedEvent[] = []
  let next = last
  while (next >= first) {
    const lowest = narrowed ? first : Math.max(first, next - most + 1)
    const query = matching(reading, filter)
      .where('number', '<=', next)
      .where('number', '>=', lowest)
      .orderBy('number', 'desc')
      .limit(pageSize + 1 - events.length)
    events.push(...(await readRows(reading, query)))
    if (events.length > pageSize) return fullPage(events)
    next = lowest - 1
    if (performance.now() > until) break
  }
  if (next < first) return { events, older: null, lookedBackTo: null }
  return { events, older: next + 1, lookedBackTo: await momentOf(reading, next + 1) }
}

/** One event with all that it holds; undefined where there is none of that ID. */
export const readEvent = ({ database: { read } }: Pick<Reading, 'database'>, id: string) =>
  read
    .selectFrom('event')
    .select(eventColumns)
    .select('detail')
    .select(refused)
    .where('id', '=', id)
    .executeTakeFirst()

const refused = sql<number>`case when ${isFailure} then 1 else 0 end`.as('refused')

function fullPage(found: ListedEvent[]): Listed {
  const events = found.slice(0, pageSize)
  return { events, older: events.at(-1)?.number ?? null, lookedBackTo: null }
}

/** The numbers between which events of that time are, for the filter itself compares the time. */
export async function boundsOf(reading: Reading, { from, to, before }: EventFilter) {
  const { read } = reading.database
  const [head, earliest, latest] = await Promise.all([
    headOf(read),
    typeof from === 'number'
      ? read
          .selectFrom('event')
          .select('number')
          .where('at', '>=', from - clocks)
          .orderBy('at')
          .orderBy('number')
          .limit(1)
          .executeTakeFirst()
      : { number: 1 },
    typeof to === 'number'
      ? read
          .selectFrom('event')
          .select('number')
          .where('at', '<=', to + clocks)
          .orderBy('at', 'desc')
          .orderBy('number', 'desc')
          .limit(1)
          .executeTakeFirst()
      : undefined,
  ])
  const last = Math.min(head.number, (before ?? Infinity) - 1, latest?.number ?? (to ? 0 : Infinity))
  return { first: earliest?.number ?? Infinity, last }
}

type Query = SelectQueryBuilder<Tables, 'event', ListedEvent>

/**
 * Only the request and the object are compared as an index has them. The others are not, or a database would take the index of a busy
 * application, or of the time, and sort all that it finds there.
 */
export function matching({ database }: Reading, filter: EventFilter): Query {
  const conditions: RawBuilder<boolean>[] = []
  const same = (column: RawBuilder<unknown>, value: string | null | undefined) => {
    if (typeof value === 'string') conditions.push(sql<boolean>`${column} = ${value}`)
  }
  same(ref('correlation_id'), filter.request)
  same(ref('object_id'), filter.object)
  same(apart('event_type'), filter.type)
  same(apart('object_type'), filter.objectType)
  same(apart('application_id'), filter.application)
  same(apart('actor_id'), filter.who)
  same(apart('level'), filter.level)
  if (typeof filter.refused === 'boolean')
    conditions.push(filter.refused ? sql<boolean>`${isFailure}` : sql<boolean>`not ${isFailure}`)
  if (typeof filter.from === 'number') conditions.push(sql<boolean>`${ref('at')} + 0 >= ${filter.from}`)
  if (typeof filter.to === 'number') conditions.push(sql<boolean>`${ref('at')} + 0 <= ${filter.to}`)
  if (filter.text) conditions.push(holds(database.kind, filter.text))
  let query: Query = database.read.selectFrom('event').select(eventColumns).select(refused)
  for (const condition of conditions) query = query.where(condition)
  return query
}

const ref = (column: keyof Row<'event'>) => sql.ref(`event.${column}`)
const apart = (column: keyof Row<'event'>) => sql`coalesce(${ref(column)}, '')`

/** In a name, whatever its case; an ID or address as a whole. */
function holds(kind: Reading['database']['kind'], text: string): RawBuilder<boolean> {
  const wanted = foldedText(text)
  const named = (['actor_name', 'object_name', 'application_name'] as const).map((column) =>
    contains(folded(kind, { kind: 'text', sql: ref(column), nocase: false }, wanted), wanted),
  )
  const equal = (['actor_id', 'object_id', 'application_id', 'ip', 'correlation_id', 'id'] as const).map(
    (column) => sql`${apart(column)} = ${text}`,
  )
  return sql<boolean>`(${sql.join([...named, ...equal], sql` or `)})`
}

async function momentOf({ database: { read } }: Reading, number: number): Promise<number | null> {
  const row = await read.selectFrom('event').select('at').where('number', '=', number).executeTakeFirst()
  return row?.at ?? null
}
