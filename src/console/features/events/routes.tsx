import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import type { AddressedSearch } from './eventsSearch.ts'

/** Read by the pages themselves (eventsSearch.ts), which the first screen does not load. An event keeps it, so that the way back leads to the same page. */
const validateSearch = (search: AddressedSearch) => search

const loaders = () => import('./loadEvents.ts')

const eventsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/events',
  staticData: { icon: ScrollText },
  validateSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context, deps }) => (await loaders()).loadEvents(context, deps),
  component: lazyRouteComponent(() => import('./EventsPage.tsx'), 'EventsPage'),
})

const eventRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/events/$id',
  validateSearch,
  loader: async ({ context, params }) => (await loaders()).loadEvent(context, params.id),
  component: lazyRouteComponent(() => import('./EventPage.tsx'), 'EventPage'),
})

export const eventRoutes = [eventsRoute, eventRoute] as const
