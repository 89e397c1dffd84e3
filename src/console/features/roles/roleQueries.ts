import { query, queryOne } from '#console/api/queries.ts'
import { objectsQuery, pageArgs } from '#console/api/redrock.ts'
import type { ListSearch } from '#console/object/objectRoutes.ts'

export const rolesQuery = (search: ListSearch) => objectsQuery('role', { ...search, besides: ['ReadOnly'] })

export const roleQuery = (id: string) => queryOne('getRole', { Name: id })

export const membersQuery = (id: string, page: number) =>
  query('getRoleMembers', { Name: id, Args: pageArgs(page) })

export const applicationsQuery = (id: string, page: number) =>
  query('getRoleApplications', { Name: id, Args: pageArgs(page) })
