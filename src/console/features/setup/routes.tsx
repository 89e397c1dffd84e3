import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { sessionQuery } from '#console/api/session.ts'
import { rootRoute } from '#console/api/signedInRoute.ts'
import { keepSetupToken } from './setupToken.ts'

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  beforeLoad: ({ location }) => {
    if (location.hash === '') return
    keepSetupToken(location.hash)
    // oxlint-disable-next-line typescript/only-throw-error -- how the router wants it
    throw redirect({ to: '/setup', hash: '', replace: true })
  },
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(sessionQuery),
  component: lazyRouteComponent(() => import('./SetupPage.tsx'), 'SetupPage'),
})

export const setupRoutes = [setupRoute] as const
