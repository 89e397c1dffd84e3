import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '#console/api/signedInRoute.ts'

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./HomePage.tsx'), 'HomePage'),
})

export const homeRoutes = [homeRoute] as const
