import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { keysQuery } from './keys/keysQuery.ts'

const settingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./SettingsPage.tsx'), 'SettingsPage'),
})

const keysRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings/keys',
  loader: async ({ context: { queryClient, offered } }) => {
    if (offered('keysList')) await queryClient.ensureQueryData(keysQuery)
  },
  component: lazyRouteComponent(() => import('./keys/KeysPage.tsx'), 'KeysPage'),
})

export const settingsRoutes = [settingsRoute, keysRoute] as const
