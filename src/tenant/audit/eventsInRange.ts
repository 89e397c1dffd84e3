import { readRows, type Reading } from '../readRows.ts'
import { boundsOf, matching, stretch, type EventFilter, type ListedEvent } from './listEvents.ts'

export type ExportedEvent = ListedEvent & { detail: string }

const atOnce = 500

/**
 * All events that fit, the oldest first, as there were when it began. Each part is read when it is asked for, in statements of bounded length. A part can
 * be empty: where nothing fits, whoever has gone would otherwise be read for up to the end.
 */
export async function* eventsInRange(
  reading: Reading,
  filter: EventFilter,
  { most = stretch } = {},
): AsyncGenerator<ExportedEvent[]> {
  const { first, last } = await boundsOf(reading, filter)
  const narrowed = [filter.request, filter.object].some((value) => typeof value === 'string')
  for (let next = first; next <= last;) {
    const highest = narrowed ? last : Math.min(last, next + most - 1)
    const rows: ExportedEvent[] = await readRows(
      reading,
      matching(reading, filter)
        .select('detail')
        .where('number', '>=', next)
        .where('number', '<=', highest)
        .orderBy('number')
        .limit(atOnce),
    )
    yield rows
    next = rows.length < atOnce ? highest + 1 : (rows.at(-1)?.number ?? highest) + 1
  }
}
