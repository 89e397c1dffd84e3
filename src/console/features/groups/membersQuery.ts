import { query } from '#console/api/queries.ts'

export const membersPageSize = 50

export const membersQuery = (id: string, page: number) =>
  query('getGroupMembers', {
    ID: id,
    Args: { PageNumber: page, PageSize: membersPageSize, Limit: membersPageSize },
  })
