import type { QueryClient } from '@tanstack/react-query'
import { notFound } from '@tanstack/react-router'
import type { Offered } from '#console/api/offered.ts'
import { eventQuery, eventsQuery } from './eventQueries.ts'
import { readSearch, type AddressedSearch } from './eventsSearch.ts'

type Context = { queryClient: QueryClient; offered: Offered }

export async function loadEvents({ queryClient, offered }: Context, search: AddressedSearch): Promise<void> {
  if (offered('eventsList')) await queryClient.ensureQueryData(eventsQuery(readSearch(search)))
}

/** An event that there is not shows the page for that. */
export async function loadEvent({ queryClient, offered }: Context, id: string): Promise<void> {
  if (!offered('eventsGet')) return
  // oxlint-disable-next-line typescript/only-throw-error -- how the router wants it
  if ((await queryClient.ensureQueryData(eventQuery(id))) === null) throw notFound()
}
