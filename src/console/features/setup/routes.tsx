import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '#console/api/signedInRoute.ts'

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  component: lazyRouteComponent(() => import('./SetupPage.tsx'), 'SetupPage'),
})

export const setupRoutes = [setupRoute] as const
