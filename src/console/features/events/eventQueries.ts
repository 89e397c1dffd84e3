import { queryOptions } from '@tanstack/react-query'
import type { Result } from '#console/api/call.ts'
import { query, queryOne } from '#console/api/queries.ts'
import type { EventsSearch } from './eventsSearch.ts'

export type LoggedEvent = Result<'eventsList'>['events'][number]
export type WholeEvent = Result<'eventsGet'>

const often = 5000

export function eventsQuery(search: EventsSearch) {
  const { follow, before } = search
  return queryOptions({
    ...query('eventsList', { ...filterOf(search), ...(before > 0 && { before }) }),
    // What is new is at the top, so nothing is new on later pages
    refetchInterval: follow && before === 0 ? often : false,
  })
}

/** What the search keeps, wherever in the log one stands. */
export function filterOf({ q, about, outcome, ...search }: EventsSearch) {
  const asked = { ...search, text: q, objectType: about, refused: outcome && outcome === 'refused' }
  const given = Object.entries(asked).filter(([name]) => !['view', 'follow', 'before'].includes(name))
  return Object.fromEntries(given.filter(([, value]) => value !== '' && value !== 0))
}

export const eventQuery = (id: string) => queryOne('eventsGet', { id })

/** Why a request was refused, by the ID of its event or its own. */
export const explanationQuery = (id: string) => queryOne('failuresExplain', { id })
