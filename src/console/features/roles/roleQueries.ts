import { query } from '#console/api/queries.ts'
import { pageArgs } from '#console/api/redrock.ts'

export const membersQuery = (id: string, page: number) =>
  query('getRoleMembers', { Name: id, Args: pageArgs(page) })

export const applicationsQuery = (id: string, page: number) =>
  query('getRoleApplications', { Name: id, Args: pageArgs(page) })
