import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Target } from 'lucide-react'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import type { AddressedSearch } from './scopesSearch.ts'

const scopesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/scopes',
  staticData: { icon: Target },
  // Read by the pages themselves (scopesSearch.ts), which the first screen does not load
  validateSearch: (search: AddressedSearch) => search,
  loaderDeps: ({ search }) => search,
  loader: async ({ context, deps }): Promise<void> =>
    (await import('./loadScopes.ts')).loadScopes(context, deps),
  component: lazyRouteComponent(() => import('./ScopesPage.tsx'), 'ScopesPage'),
})

export const scopeRoutes = [scopesRoute] as const
