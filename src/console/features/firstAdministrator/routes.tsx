import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { sessionQuery } from '#console/api/session.ts'
import { rootRoute } from '#console/api/signedInRoute.ts'
import { keepFirstAdministratorToken } from './firstAdministratorToken.ts'

const firstAdministratorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  beforeLoad: ({ location }) => {
    if (location.hash === '') return
    keepFirstAdministratorToken(location.hash)
    // oxlint-disable-next-line typescript/only-throw-error -- how the router wants it
    throw redirect({ to: '/setup', hash: '', replace: true })
  },
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(sessionQuery),
  component: lazyRouteComponent(() => import('./FirstAdministratorPage.tsx'), 'FirstAdministratorPage'),
})

export const firstAdministratorRoutes = [firstAdministratorRoute] as const
