import type { QueryClient } from '@tanstack/react-query'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { holdsAny, type Me } from '#console/api/me.ts'
import type { Offered } from '#console/api/offered.ts'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { countsFor } from './counts.ts'

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  // What cannot be had is told at its place, beside the rest
  loader: async ({ context: { queryClient, me, offered } }): Promise<void> => {
    await Promise.allSettled([
      offered('draftsList') && queryClient.ensureQueryData(query('draftsList')),
      offered('historyRecent') && queryClient.ensureQueryData(query('historyRecent')),
      offered('firstSteps') && holdsAny(me, 'appman') && queryClient.ensureQueryData(query('firstSteps')),
      ...countsFor(me, offered).map(({ query }) => queryClient.ensureQueryData(query)),
      offered('firstSteps') && loadFigures(queryClient, { me, offered }),
    ])
  },
  component: lazyRouteComponent(() => import('./HomePage.tsx'), 'HomePage'),
})

async function loadFigures(queryClient: QueryClient, of: { me: Me; offered: Offered }): Promise<void> {
  const { countedFor, refusalsFor } = await import('./attention.ts')
  const refusals = refusalsFor(of, Date.now())
  await Promise.allSettled([
    refusals && queryClient.ensureQueryData(refusals.query),
    ...countedFor(of.me).map(({ query }) => queryClient.ensureQueryData(query)),
  ])
}

export const homeRoutes = [homeRoute] as const
