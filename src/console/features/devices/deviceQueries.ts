import { query } from '#console/api/queries.ts'
import { objectsQuery } from '#console/api/redrock.ts'
import type { ListSearch } from '#console/object/objectRoutes.ts'

export const devicesQuery = (search: ListSearch) =>
  objectsQuery('device', { ...search, besides: ['State', 'LastEvent', 'LastArrival', 'LastSuccess'] })

export const deviceQuery = (id: string) => query('getDevice', { ID: id })

export const deviceHealthQuery = (id: string) => query('getDeviceHealth', { ID: id })
export const deviceEventsQuery = (id: string) => query('getDeviceEvents', { ID: id })
