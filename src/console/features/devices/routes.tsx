import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { RadioTower } from 'lucide-react'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { listOptions, loadList, loadObject, objectOptions, toFirstTab } from '#console/object/objectRoutes.ts'
import { deviceQuery, devicesQuery } from './deviceQueries.ts'

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
  component: lazyRouteComponent(() => import('./NewDevicePage.tsx'), 'NewDevicePage'),
})

const deviceRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/security-devices/$id/$tab',
  ...objectOptions,
  loader: loadObject('device', deviceQuery),
  component: lazyRouteComponent(() => import('./DevicePage.tsx'), 'DevicePage'),
})

const deviceRootRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/security-devices/$id',
  beforeLoad: toFirstTab('device', 'settings'),
})

export const deviceRoutes = [devicesRoute, newDeviceRoute, deviceRoute, deviceRootRoute] as const
