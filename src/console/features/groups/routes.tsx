import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { objectsQuery } from '#console/api/redrock.ts'
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
import { applicationsQuery, membersQuery, groupQuery } from './groupQueries.ts'

const groupsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/groups',
  ...listOptions(principalIcons.Group),
  loader: loadList('group', (search) => objectsQuery('group', search)),
  component: lazyRouteComponent(() => import('./GroupsPage.tsx'), 'GroupsPage'),
})

const newGroupRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/groups/new',
  validateSearch: newSearch,
  component: lazyRouteComponent(() => import('./NewGroupPage.tsx'), 'NewGroupPage'),
})

const groupRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/groups/$id/$tab',
  ...objectOptions,
  loader: loadObject('group', groupQuery, { members: membersQuery, applications: applicationsQuery }),
  component: lazyRouteComponent(() => import('./GroupPage.tsx'), 'GroupPage'),
})

const groupRootRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/groups/$id',
  beforeLoad: toFirstTab('group', 'description'),
})

export const groupRoutes = [groupsRoute, newGroupRoute, groupRoute, groupRootRoute] as const
