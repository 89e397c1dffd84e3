import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '#console/api/signedInRoute.ts'

type Search = { draft?: string | undefined; step?: string | undefined }

// A cached draft is an old one. Going on with it would save it over the present one.
const uncached = { gcTime: 0, preloadGcTime: 0 }

const newIdentityProviderRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/identity-providers/new',
  validateSearch: (search: Search) => search,
  loaderDeps: ({ search }) => search,
  loader: async ({ context, deps }) => (await import('./loadGuidedSetup.ts')).loadNew(context, deps.draft),
  ...uncached,
  component: lazyRouteComponent(() => import('./NewIdentityProviderPage.tsx'), 'NewIdentityProviderPage'),
})

const setupRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/identity-providers/setup/$id',
  validateSearch: (search: Search) => search,
  loader: async ({ context, params }) =>
    (await import('./loadGuidedSetup.ts')).loadGuidedSetup(context, params.id),
  ...uncached,
  component: lazyRouteComponent(() => import('./GuidedSetupPage.tsx'), 'GuidedSetupPage'),
})

export const guidedSetupRoutes = [newIdentityProviderRoute, setupRoute] as const
