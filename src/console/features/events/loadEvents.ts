import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import type { Offered } from '#console/api/offered.ts'
import { eventQuery, eventsQuery, explanationQuery } from './eventQueries.ts'
import { readSearch, type AddressedSearch } from './eventsSearch.ts'

type Context = { queryClient: QueryClient; offered: Offered }

export async function loadEvents({ queryClient, offered }: Context, search: AddressedSearch): Promise<void> {
  const asked = readSearch(search)
  // The other views ask by themselves
  if ((asked.view === '' || !offered('failuresList')) && offered('eventsList'))
    await queryClient.ensureQueryData(eventsQuery(asked))
}

/**
 * Pages of errors lead here by the ID of the request, which is not the event's: to its refusal, or to all that the log has of it. An ID of neither shows the page for that.
 */
export async function loadEvent({ queryClient, offered }: Context, id: string): Promise<void> {
  if (!offered('eventsGet')) return
  if ((await queryClient.ensureQueryData(eventQuery(id))) === null) {
    const refused = offered('failuresExplain')
      ? await queryClient.ensureQueryData(explanationQuery(id))
      : null
    // oxlint-disable-next-line typescript/only-throw-error -- how the router wants it
    throw refused === null
      ? redirect({ to: '/events', search: { request: id }, replace: true })
      : redirect({ to: '/events/$id', params: { id: refused.id }, search: true, replace: true })
  }
  if (offered('failuresExplain')) await queryClient.prefetchQuery(explanationQuery(id))
}
