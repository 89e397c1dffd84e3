import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '#console/api/signedInRoute.ts'

const rolesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/roles',
  component: lazyRouteComponent(() => import('./RolesPage.tsx'), 'RolesPage'),
})

export const roleRoutes = [rolesRoute] as const
