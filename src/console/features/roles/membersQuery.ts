import { query } from '#console/api/queries.ts'

export const membersPageSize = 50

export const membersQuery = (id: string, page: number) =>
  query('getRoleMembers', {
    Name: id,
    Args: { PageNumber: page, PageSize: membersPageSize, Limit: membersPageSize },
  })
