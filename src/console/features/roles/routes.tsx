import { createRoute, lazyRouteComponent, notFound, stripSearchParams } from '@tanstack/react-router'
import { z } from 'zod'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { applicationsQuery, membersQuery } from './roleQueries.ts'
import { rolesQuery } from './roleRows.ts'

const pageNumber = z.int().min(1).default(1).catch(1)

const rolesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/roles',
  validateSearch: z.object({ q: z.coerce.string().default('').catch(''), page: pageNumber }),
  search: { middlewares: [stripSearchParams({ q: '', page: 1 })] },
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => queryClient.ensureQueryData(rolesQuery(deps)),
  component: lazyRouteComponent(() => import('./RolesPage.tsx'), 'RolesPage'),
})

const newRoleRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/roles/new',
  component: lazyRouteComponent(() => import('./NewRolePage.tsx'), 'NewRolePage'),
})

const roleRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/roles/$id',
  loader: async ({ context: { queryClient }, params: { id } }) => {
    const role = await queryClient.ensureQueryData(query('getRole', { Name: id }))
    // oxlint-disable-next-line typescript/only-throw-error -- how the router wants it
    if (role === null) throw notFound()
  },
  component: lazyRouteComponent(() => import('./RolePage.tsx'), 'RolePage'),
})

const descriptionRoute = createRoute({
  getParentRoute: () => roleRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./DescriptionTab.tsx'), 'DescriptionTab'),
})

const membersRoute = createRoute({
  getParentRoute: () => roleRoute,
  path: 'members',
  validateSearch: z.object({ page: pageNumber }),
  search: { middlewares: [stripSearchParams({ page: 1 })] },
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { id }, deps: { page } }) =>
    queryClient.ensureQueryData(membersQuery(id, page)),
  component: lazyRouteComponent(() => import('./MembersTab.tsx'), 'MembersTab'),
})

const rightsRoute = createRoute({
  getParentRoute: () => roleRoute,
  path: 'rights',
  component: lazyRouteComponent(() => import('./RightsTab.tsx'), 'RightsTab'),
})

const applicationsRoute = createRoute({
  getParentRoute: () => roleRoute,
  path: 'applications',
  validateSearch: z.object({ page: pageNumber }),
  search: { middlewares: [stripSearchParams({ page: 1 })] },
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params: { id }, deps: { page } }) =>
    queryClient.ensureQueryData(applicationsQuery(id, page)),
  component: lazyRouteComponent(() => import('./ApplicationsTab.tsx'), 'ApplicationsTab'),
})

const changelogRoute = createRoute({
  getParentRoute: () => roleRoute,
  path: 'changelog',
  loader: ({ context: { queryClient }, params: { id } }) =>
    queryClient.ensureQueryData(query('historyList', { type: 'role', id })),
  component: lazyRouteComponent(() => import('./ChangelogTab.tsx'), 'ChangelogTab'),
})

export const roleRoutes = [
  rolesRoute,
  newRoleRoute,
  roleRoute.addChildren([descriptionRoute, membersRoute, rightsRoute, applicationsRoute, changelogRoute]),
] as const
