import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { globalGroupMappingsQuery } from './globalGroupMappingsQuery.ts'

const globalGroupMappingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/group-mappings',
  loader: async ({ context: { queryClient, offered } }) => {
    if (offered('getIdentityProvider')) await queryClient.ensureQueryData(globalGroupMappingsQuery)
  },
  component: lazyRouteComponent(() => import('./GlobalGroupMappingsPage.tsx'), 'GlobalGroupMappingsPage'),
})

export const globalGroupMappingRoutes = [globalGroupMappingsRoute] as const
