import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Globe } from 'lucide-react'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { listOptions, loadList, loadObject, objectOptions, toFirstTab } from '#console/object/objectRoutes.ts'
import { guidedSetupRoutes } from './guidedSetup/routes.tsx'
import { identityProviderQuery, identityProvidersQuery } from './identityProviderQueries.ts'

const identityProvidersRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/identity-providers',
  ...listOptions(Globe),
  loader: loadList('identityProvider', identityProvidersQuery),
  component: lazyRouteComponent(() => import('./IdentityProvidersPage.tsx'), 'IdentityProvidersPage'),
})

const identityProviderRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/identity-providers/$id/$tab',
  ...objectOptions,
  loader: loadObject('identityProvider', identityProviderQuery),
  component: lazyRouteComponent(() => import('./IdentityProviderPage.tsx'), 'IdentityProviderPage'),
})

const identityProviderRootRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/identity-providers/$id',
  beforeLoad: toFirstTab('identityProvider', 'settings'),
})

export const identityProviderRoutes = [
  identityProvidersRoute,
  ...guidedSetupRoutes,
  identityProviderRoute,
  identityProviderRootRoute,
] as const
