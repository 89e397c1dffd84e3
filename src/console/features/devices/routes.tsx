import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { RadioTower } from 'lucide-react'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { offersNoun } from '#console/api/offered.ts'
import {
  listOptions,
  loadList,
  loadObject,
  newSearch,
  objectOptions,
  toFirstTab,
  type Loading,
} from '#console/object/objectRoutes.ts'
import { deviceHealthQuery, deviceQuery, devicesQuery } from './deviceQueries.ts'

const devicesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/security-devices',
  ...listOptions(RadioTower),
  loader: loadList('device', devicesQuery),
  component: lazyRouteComponent(() => import('./DevicesPage.tsx'), 'DevicesPage'),
})

const newDeviceRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/security-devices/new',
  validateSearch: newSearch,
  component: lazyRouteComponent(() => import('./NewDevicePage.tsx'), 'NewDevicePage'),
})

/** Its state stands above every tab. */
const loadDevice = async (loading: Loading) => {
  const { context, params } = loading
  await loadObject('device', deviceQuery)(loading)
  if (!offersNoun(context.offered, 'device')) return
  await context.queryClient.ensureQueryData(deviceHealthQuery(params.id))
}

const deviceRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/security-devices/$id/$tab',
  ...objectOptions,
  loader: loadDevice,
  component: lazyRouteComponent(() => import('./DevicePage.tsx'), 'DevicePage'),
})

const deviceRootRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/security-devices/$id',
  beforeLoad: toFirstTab('device', 'settings'),
})

export const deviceRoutes = [devicesRoute, newDeviceRoute, deviceRoute, deviceRootRoute] as const
