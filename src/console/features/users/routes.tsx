import { createRoute, lazyRouteComponent, notFound, stripSearchParams } from '@tanstack/react-router'
import { z } from 'zod'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { secretsQuery } from '#console/object/secrets/secretsQuery.ts'
import { usersQuery } from './userRows.ts'

const usersRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/users',
  validateSearch: z.object({
    set: z.enum(['all', 'people', 'service']).default('all').catch('all'),
    q: z.coerce.string().default('').catch(''),
    page: z.int().min(1).default(1).catch(1),
  }),
  search: { middlewares: [stripSearchParams({ set: 'all', q: '', page: 1 })] },
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => queryClient.ensureQueryData(usersQuery(deps)),
  component: lazyRouteComponent(() => import('./UsersPage.tsx'), 'UsersPage'),
})

const newUserRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/users/new',
  // What is asked for elsewhere: the service user of an application
  validateSearch: z.object({ for: z.literal('client').optional().catch(undefined) }),
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(query('getCdsAliases')),
  component: lazyRouteComponent(() => import('./NewUserPage.tsx'), 'NewUserPage'),
})

const userRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/users/$id',
  loader: async ({ context: { queryClient }, params: { id } }) => {
    const user = await queryClient.ensureQueryData(query('getUserAttributes', { ID: id }))
    // oxlint-disable-next-line typescript/only-throw-error -- how the router wants it
    if (user === null) throw notFound()
  },
  component: lazyRouteComponent(() => import('./UserPage.tsx'), 'UserPage'),
})

const accountRoute = createRoute({
  getParentRoute: () => userRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./AccountTab.tsx'), 'AccountTab'),
})

const statusRoute = createRoute({
  getParentRoute: () => userRoute,
  path: 'status',
  component: lazyRouteComponent(() => import('./StatusTab.tsx'), 'StatusTab'),
})

const passwordRoute = createRoute({
  getParentRoute: () => userRoute,
  path: 'password',
  loader: async ({ context: { queryClient }, params: { id } }) => {
    const user = await queryClient.ensureQueryData(query('getUserAttributes', { ID: id }))
    // Not waited for with its faults: the list says itself what is wrong
    if (user?.OauthClient) await queryClient.prefetchQuery(secretsQuery({ type: 'user', id }))
  },
  component: lazyRouteComponent(() => import('./PasswordTab.tsx'), 'PasswordTab'),
})

const changelogRoute = createRoute({
  getParentRoute: () => userRoute,
  path: 'changelog',
  loader: ({ context: { queryClient }, params: { id } }) =>
    queryClient.ensureQueryData(query('historyList', { type: 'user', id })),
  component: lazyRouteComponent(() => import('./ChangelogTab.tsx'), 'ChangelogTab'),
})

export const userRoutes = [
  usersRoute,
  newUserRoute,
  userRoute.addChildren([accountRoute, statusRoute, passwordRoute, changelogRoute]),
] as const
