import { query } from '#console/api/queries.ts'
import { pageArgs } from '#console/api/redrock.ts'

export const groupQuery = (id: string) => query('getGroup', { ID: id })

export const membersQuery = (id: string, page: number) =>
  query('getGroupMembers', { ID: id, Args: pageArgs(page) })

export const applicationsQuery = (id: string, page: number) =>
  query('getGroupApplications', { ID: id, Args: pageArgs(page) })
