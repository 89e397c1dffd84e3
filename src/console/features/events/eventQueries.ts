import { queryOptions } from '@tanstack/react-query'
import type { Result } from '#console/api/call.ts'
import { query, queryOne } from '#console/api/queries.ts'
import type { EventsSearch } from './eventsSearch.ts'

export type LoggedEvent = Result<'eventsList'>['events'][number]
export type WholeEvent = Result<'eventsGet'>

const often = 5000

export function eventsQuery({ view: _view, q, about, outcome, follow, ...search }: EventsSearch) {
  const asked = { ...search, text: q, objectType: about, refused: outcome && outcome === 'refused' }
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== '' && value !== 0))
  return queryOptions({
    ...query('eventsList', given),
    // What is new is at the top, so nothing is new on later pages
    refetchInterval: follow && search.before === 0 ? often : false,
  })
}

export const eventQuery = (id: string) => queryOne('eventsGet', { id })

/** Why a request was refused, by the ID of its event or its own. */
export const explanationQuery = (id: string) => queryOne('failuresExplain', { id })
