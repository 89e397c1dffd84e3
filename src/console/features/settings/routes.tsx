import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '#console/api/signedInRoute.ts'

const settingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./SettingsPage.tsx'), 'SettingsPage'),
})

export const settingsRoutes = [settingsRoute] as const
