import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '#console/api/signedInRoute.ts'

const applicationsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/applications',
  component: lazyRouteComponent(() => import('./ApplicationsPage.tsx'), 'ApplicationsPage'),
})

export const applicationRoutes = [applicationsRoute] as const
