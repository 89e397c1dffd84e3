import { eventInWords } from '#schema/events.ts'
import type { Clue } from '#schema/find/clue.ts'
import { failureNamed, readFailure } from '../failures/failureEvents.ts'
import { titleOf } from '../failures/listFailures.ts'
import type { Reading } from '../readRows.ts'
import type { FoundLink } from './link.ts'

/** The refusal or the event that an ID names, for who may read the audit log. */
export async function eventsFound(reading: Reading, { kind, value }: Clue): Promise<FoundLink[]> {
  if (!['anything', 'request', 'event'].includes(kind)) return []
  const refused = await failureNamed(reading, value)
  if (refused)
    return [
      leadsTo('event', refused.id, titleOf(refused, readFailure(refused)), 'Why this request was refused'),
    ]
  const event = await reading.database.read
    .selectFrom('event')
    .select(['id', 'event_type', 'correlation_id'])
    .where((where) => where.or([where('id', '=', value), where('correlation_id', '=', value)]))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!event) return []
  const name = eventInWords(event.event_type)
  return event.id === value
    ? [leadsTo('event', event.id, name, 'The event of this ID')]
    : [leadsTo('request', event.correlation_id, name, 'What this request did')]
}

const leadsTo = (type: 'event' | 'request', id: string, name: string, why: string): FoundLink => ({
  type,
  id,
  name,
  why,
  tab: null,
  setting: null,
})
