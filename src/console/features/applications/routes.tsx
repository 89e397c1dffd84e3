import { createRoute, lazyRouteComponent, redirect, stripSearchParams } from '@tanstack/react-router'
import { AppWindow } from 'lucide-react'
import { z } from 'zod'
import { newUuid } from '#console/api/newUuid.ts'
import { guidedSetup } from '#console/api/offered.ts'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { loadList, loadObject, objectOptions, toFirstTab } from '#console/object/objectRoutes.ts'
import { secretsQuery } from '#console/object/secrets/secretsQuery.ts'
import { applicationQuery, applicationsQuery } from './list/applicationRows.ts'
import { applicationsSearch, wholeList } from './list/applicationsSearch.ts'
import { catalogueSearch, wholeCatalogue } from './catalogue/catalogueSearch.ts'
import { forgetSecret } from './done/shownSecret.ts'

const applicationsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/apps',
  staticData: { icon: AppWindow },
  validateSearch: applicationsSearch,
  search: { middlewares: [stripSearchParams(wholeList)] },
  loaderDeps: ({ search }) => search,
  loader: loadList('application', applicationsQuery),
  component: lazyRouteComponent(() => import('./ApplicationsPage.tsx'), 'ApplicationsPage'),
})

const catalogueRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/apps/add',
  validateSearch: catalogueSearch,
  search: { middlewares: [stripSearchParams(wholeCatalogue)] },
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(query('getTemplatesAndCategories')),
  component: lazyRouteComponent(() => import('./catalogue/CataloguePage.tsx'), 'CataloguePage'),
})

const customRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/apps/add/custom',
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(query('getTemplatesAndCategories')),
  component: lazyRouteComponent(() => import('./catalogue/CustomPage.tsx'), 'CustomPage'),
})

const guidedSetupRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/apps/setup/$recipe',
  validateSearch: z.object({
    /** The draft that this form is kept as. */
    draft: z.uuid().optional().catch(undefined),
    step: z.string().max(40).optional().catch(undefined),
  }),
  beforeLoad: ({ params, search }) => {
    if (search.draft !== undefined) return
    // oxlint-disable-next-line typescript/only-throw-error -- how the router wants it
    throw redirect({
      to: '/apps/setup/$recipe',
      params,
      search: { draft: newUuid() },
      replace: true,
    })
  },
  loaderDeps: ({ search: { draft = '' } }) => ({ draft }),
  loader: async ({ context: { queryClient, offered }, params: { recipe }, deps: { draft }, cause }) => {
    if (!offered(...guidedSetup)) return null
    const { loadGuidedSetup } = await import('./guidedSetup/loadGuidedSetup.ts')
    return loadGuidedSetup(queryClient, { recipe, draft, again: cause === 'stay' })
  },
  // A cached draft is an old one. Going on with it would save it over the present one.
  gcTime: 0,
  preloadGcTime: 0,
  component: lazyRouteComponent(() => import('./guidedSetup/GuidedSetupPage.tsx'), 'GuidedSetupPage'),
})

const doneRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/apps/setup/done/$rowKey',
  onLeave: forgetSecret,
  component: lazyRouteComponent(() => import('./done/DonePage.tsx'), 'DonePage'),
})

const applicationRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/apps/$id/$tab',
  ...objectOptions,
  loader: async (loading) => {
    const {
      context: { queryClient, offered },
      params: { id, tab },
    } = loading
    await loadObject('application', applicationQuery)(loading)
    // prefetchQuery does not throw: the list of secrets shows its own problem
    if (tab === 'trust' && offered('secretsList'))
      await queryClient.prefetchQuery(secretsQuery({ type: 'application', id }))
  },
  component: lazyRouteComponent(() => import('./application/ApplicationPage.tsx'), 'ApplicationPage'),
})

const applicationRootRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/apps/$id',
  beforeLoad: toFirstTab('application', 'description'),
})

export const applicationRoutes = [
  applicationsRoute,
  catalogueRoute,
  customRoute,
  guidedSetupRoute,
  doneRoute,
  applicationRoute,
  applicationRootRoute,
] as const
