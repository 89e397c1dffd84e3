import { query, queryOne } from '#console/api/queries.ts'
import { pageArgs } from '#console/api/redrock.ts'

export const userQuery = (id: string) => queryOne('getUserAttributes', { ID: id })

export const membershipsQuery = (id: string, page: number) =>
  query('getUserMemberships', { ID: id, Args: pageArgs(page) })

export const applicationsQuery = (id: string, page: number) =>
  query('getUserApplications', { ID: id, Args: pageArgs(page) })

export const signInsQuery = (id: string, page: number) =>
  query('getUserSignIns', { ID: id, Args: pageArgs(page) })

/** The newest; "End all" ends the others too. */
export const sessionsQuery = (id: string) => query('getUserSessions', { ID: id, Args: pageArgs(1) })

export const consentsQuery = (id: string, page: number) =>
  query('getUserConsents', { ID: id, Args: pageArgs(page) })
