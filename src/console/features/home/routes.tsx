import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { countsFor } from './counts.ts'

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  loader: ({ context: { queryClient, me, offered } }) =>
    Promise.all([
      offered('draftsList') && queryClient.ensureQueryData(query('draftsList')),
      ...countsFor(me, offered).map(({ query }) => queryClient.ensureQueryData(query)),
    ]),
  component: lazyRouteComponent(() => import('./HomePage.tsx'), 'HomePage'),
})

export const homeRoutes = [homeRoute] as const
