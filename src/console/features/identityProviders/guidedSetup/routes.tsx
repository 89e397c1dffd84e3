import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '#console/api/signedInRoute.ts'

type Search = { draft?: string | undefined; step?: string | undefined }

const options = {
  validateSearch: (search: Search) => search,
  // A cached draft is an old one. Going on with it would save it over the present one.
  gcTime: 0,
  preloadGcTime: 0,
}
const loaders = () => import('./loadGuidedSetup.ts')

const newIdentityProviderRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/identity-providers/new',
  ...options,
  loaderDeps: ({ search }) => search,
  loader: async ({ context, deps }) => (await loaders()).loadNew(context, deps.draft),
  component: lazyRouteComponent(() => import('./NewIdentityProviderPage.tsx'), 'NewIdentityProviderPage'),
})

const setupRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/identity-providers/setup/$id',
  ...options,
  // Back from the last page the draft is another one than at first
  loaderDeps: ({ search }) => ({ isOver: search.step === 'done' }),
  loader: async ({ context, params }) => (await loaders()).loadGuidedSetup(context, params.id),
  component: lazyRouteComponent(() => import('./GuidedSetupPage.tsx'), 'GuidedSetupPage'),
})

export const guidedSetupRoutes = [newIdentityProviderRoute, setupRoute] as const
