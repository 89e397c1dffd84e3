import { createRoute, lazyRouteComponent, notFound, stripSearchParams } from '@tanstack/react-router'
import { z } from 'zod'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { applicationsQuery, membersQuery } from './groupQueries.ts'
import { groupsQuery } from './groupRows.ts'

const pageNumber = z.int().min(1).default(1).catch(1)

const groupsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/groups',
  validateSearch: z.object({ q: z.coerce.string().default('').catch(''), page: pageNumber }),
  search: { middlewares: [stripSearchParams({ q: '', page: 1 })] },
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => queryClient.ensureQueryData(groupsQuery(deps)),
  component: lazyRouteComponent(() => import('./GroupsPage.tsx'), 'GroupsPage'),
})

const newGroupRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/groups/new',
  component: lazyRouteComponent(() => import('./NewGroupPage.tsx'), 'NewGroupPage'),
})

const groupRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/groups/$id',
  loader: async ({ context: { queryClient }, params: { id } }) => {
    const group = await queryClient.ensureQueryData(query('getGroup', { ID: id }))
    // oxlint-disable-next-line typescript/only-throw-error -- how the router wants it
    if (group === null) throw notFound()
  },
  component: lazyRouteComponent(() => import('./GroupPage.tsx'), 'GroupPage'),
})

const descriptionRoute = createRoute({
  getParentRoute: () => groupRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./DescriptionTab.tsx'), 'DescriptionTab'),
})

const membersRoute = createRoute({
  getParentRoute: () => groupRoute,
  path: 'members',
  validateSearch: z.object({ page: pageNumber }),
  search: { middlewares: [stripSearchParams({ page: 1 })] },
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { id }, deps: { page } }) =>
    queryClient.ensureQueryData(membersQuery(id, page)),
  component: lazyRouteComponent(() => import('./MembersTab.tsx'), 'MembersTab'),
})

const applicationsRoute = createRoute({
  getParentRoute: () => groupRoute,
  path: 'applications',
  validateSearch: z.object({ page: pageNumber }),
  search: { middlewares: [stripSearchParams({ page: 1 })] },
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { id }, deps: { page } }) =>
    queryClient.ensureQueryData(applicationsQuery(id, page)),
  component: lazyRouteComponent(() => import('./ApplicationsTab.tsx'), 'ApplicationsTab'),
})

const changelogRoute = createRoute({
  getParentRoute: () => groupRoute,
  path: 'changelog',
  loader: ({ context: { queryClient }, params: { id } }) =>
    queryClient.ensureQueryData(query('historyList', { type: 'group', id })),
  component: lazyRouteComponent(() => import('./ChangelogTab.tsx'), 'ChangelogTab'),
})

export const groupRoutes = [
  groupsRoute,
  newGroupRoute,
  groupRoute.addChildren([descriptionRoute, membersRoute, applicationsRoute, changelogRoute]),
] as const
