import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter } from '@tanstack/react-router'
import { rootRoute, signedInRoute } from '#console/api/signedInRoute.ts'
import { applicationRoutes } from '#console/features/applications/routes.tsx'
import { deviceRoutes } from '#console/features/devices/routes.tsx'
import { eventRoutes } from '#console/features/events/routes.tsx'
import { groupRoutes } from '#console/features/groups/routes.tsx'
import { homeRoutes } from '#console/features/home/routes.tsx'
import { identityProviderRoutes } from '#console/features/identityProviders/routes.tsx'
import { roleRoutes } from '#console/features/roles/routes.tsx'
import { globalGroupMappingRoutes } from '#console/features/identityProviders/groupMappings/routes.tsx'
import { routingRoutes } from '#console/features/identityProviders/routing/routes.tsx'
import { scopeRoutes } from '#console/features/scopes/routes.tsx'
import { settingsRoutes } from '#console/features/settings/routes.tsx'
import { firstAdministratorRoutes } from '#console/features/firstAdministrator/routes.tsx'
import { signInRoutes } from '#console/features/signIn/routes.tsx'
import { userRoutes } from '#console/features/users/routes.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { ProblemPage } from './ProblemPage.tsx'
import { Shell } from './Shell.tsx'

/** Unknown addresses are answered inside the frame, to whoever is signed in. */
const nowhereRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '$',
  component: NotFoundPage,
})

const routeTree = rootRoute.addChildren([
  ...firstAdministratorRoutes,
  ...signInRoutes,
  signedInRoute
    .update({ component: Shell })
    .addChildren([
      ...homeRoutes,
      ...applicationRoutes,
      ...userRoutes,
      ...identityProviderRoutes,
      ...globalGroupMappingRoutes,
      ...routingRoutes,
      ...roleRoutes,
      ...groupRoutes,
      ...deviceRoutes,
      ...settingsRoutes,
      ...eventRoutes,
      ...scopeRoutes,
      nowhereRoute,
    ]),
])

export const newRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    // Data is cached by the query client: the router asks it every time.
    defaultPreloadStaleTime: 0,
    // The page that is there stays until the next one is ready.
    defaultPendingMs: Infinity,
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: ProblemPage,
    scrollRestoration: true,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>
  }
}
