import type { QueryClient } from '@tanstack/react-query'
import { notFound } from '@tanstack/react-router'
import type { Offered } from '#console/api/offered.ts'
import { callsQuery, clientsQuery, listQuery, reachQuery } from './scopeQueries.ts'
import { readSearch, type AddressedSearch } from './scopesSearch.ts'

type Context = { queryClient: QueryClient; offered: Offered }

/** One request for each view. */
export async function loadScopes({ queryClient, offered }: Context, address: AddressedSearch): Promise<void> {
  if (!offered('scopesList')) return
  const search = readSearch(address)
  switch (search.view) {
    case '':
      await queryClient.ensureQueryData(listQuery(search))
      return
    case 'reach': {
      const reach = reachQuery(search)
      if (reach) await queryClient.ensureQueryData(reach)
      return
    }
    case 'clients':
      // oxlint-disable-next-line typescript/only-throw-error -- how the router wants it
      if ((await queryClient.ensureQueryData(clientsQuery(search.app))) === null) throw notFound()
      return
    case 'patterns':
      if (search.app && search.scope) await queryClient.ensureQueryData(callsQuery(search.app, search.scope))
  }
}
