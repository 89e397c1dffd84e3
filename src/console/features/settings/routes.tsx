import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { keysQuery } from './keys/keysQuery.ts'

const settingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings',
  loader: async ({ context: { queryClient, offered } }) => {
    if (offered('suffixesList')) await queryClient.ensureQueryData(query('suffixesList'))
  },
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

const deletedRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings/deleted',
  component: lazyRouteComponent(() => import('./deleted/DeletedPage.tsx'), 'DeletedPage'),
})

export const settingsRoutes = [settingsRoute, keysRoute, deletedRoute] as const
