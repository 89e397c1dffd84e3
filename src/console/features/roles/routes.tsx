import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { principalIcons } from '#console/form/principalIcons.ts'
import {
  listOptions,
  loadList,
  loadObject,
  newSearch,
  objectOptions,
  toFirstTab,
} from '#console/object/objectRoutes.ts'
import { applicationsQuery, membersQuery, roleQuery, rolesQuery } from './roleQueries.ts'

const rolesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/roles',
  ...listOptions(principalIcons.Role),
  loader: loadList('role', rolesQuery),
  component: lazyRouteComponent(() => import('./RolesPage.tsx'), 'RolesPage'),
})

const newRoleRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/roles/new',
  validateSearch: newSearch,
  component: lazyRouteComponent(() => import('./NewRolePage.tsx'), 'NewRolePage'),
})

const roleRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/roles/$id/$tab',
  ...objectOptions,
  loader: loadObject('role', roleQuery, {
    members: membersQuery,
    applications: (id, page, offered) => offered('getRoleApplications') && applicationsQuery(id, page),
  }),
  component: lazyRouteComponent(() => import('./RolePage.tsx'), 'RolePage'),
})

const roleRootRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/roles/$id',
  beforeLoad: toFirstTab('role', 'description'),
})

export const roleRoutes = [rolesRoute, newRoleRoute, roleRoute, roleRootRoute] as const
