import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'

const settingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings',
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(query('capabilities')),
  component: lazyRouteComponent(() => import('./SettingsPage.tsx'), 'SettingsPage'),
})

export const settingsRoutes = [settingsRoute] as const
