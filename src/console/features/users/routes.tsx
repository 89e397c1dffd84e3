import { createRoute, lazyRouteComponent, stripSearchParams } from '@tanstack/react-router'
import { z } from 'zod'
import { ourColumns } from '#console/api/offered.ts'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { principalIcons } from '#console/form/principalIcons.ts'
import {
  asItOpens,
  facetValue,
  listSearch,
  loadList,
  newSearch,
  objectOptions,
  toFirstTab,
} from '#console/object/objectRoutes.ts'

const sets = ['all', 'active', 'service', 'clients', 'locked', 'disabled', 'invited', 'federated'] as const
export type UserSet = (typeof sets)[number]

const usersRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/users',
  staticData: { icon: principalIcons.User },
  validateSearch: listSearch.extend({
    set: z.enum(sets).default('all').catch('all'),
    seen: facetValue,
    secret: facetValue,
  }),
  search: { middlewares: [stripSearchParams({ ...asItOpens, set: 'all', seen: '', secret: '' })] },
  loaderDeps: ({ search }) => search,
  // What the sets ask for is not part of the first screen
  loader: async (loading): Promise<void> => {
    const { queryClient, offered } = loading.context
    const [{ usersQuery }, { alikeQuery, endingQuery }] = await Promise.all([
      import('./userRows.ts'),
      import('./userSets.ts'),
    ])
    await Promise.all([
      loadList('user', usersQuery)(loading),
      offered(...ourColumns) && queryClient.ensureQueryData(alikeQuery),
      offered(...ourColumns) && queryClient.ensureQueryData(endingQuery),
    ])
  },
  component: lazyRouteComponent(() => import('./UsersPage.tsx'), 'UsersPage'),
})

const newUserRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/users/new',
  // What is asked for elsewhere: the service user of an application
  validateSearch: newSearch.extend({
    for: z.literal('client').optional().catch(undefined),
    /** The row key of the application that it is made for. */
    application: z.string().max(300).optional().catch(undefined),
  }),
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(query('getCdsAliases')),
  component: lazyRouteComponent(() => import('./NewUserPage.tsx'), 'NewUserPage'),
})

const userRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/users/$id/$tab',
  ...objectOptions,
  loader: async (loading) => (await import('./loadUser.ts')).loadUser(loading),
  component: lazyRouteComponent(() => import('./UserPage.tsx'), 'UserPage'),
})

const userRootRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/users/$id',
  beforeLoad: toFirstTab('user', 'account'),
})

export const userRoutes = [usersRoute, newUserRoute, userRoute, userRootRoute] as const
