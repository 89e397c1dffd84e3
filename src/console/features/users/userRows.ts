import type { z } from 'zod'
import { rowsQuery } from '#console/api/redrock.ts'
import { select } from '#console/api/select.ts'
import type { ListSearch } from '#console/object/objectRoutes.ts'
import { userTable } from '#schema/redrockColumns.ts'
import type { UserSet } from './routes.tsx'
import { conditionOf } from './userSets.ts'

const usersOf = (set: UserSet) =>
  select(
    userTable,
    ['ID', 'Username as Name', 'DisplayName', 'Email', 'Status', 'ServiceUser', 'OauthClient', 'LastLogin'],
    { where: conditionOf(set), orderBy: 'Username' },
  )

export type UserRow = z.output<ReturnType<typeof usersOf>['row']>

export const usersQuery = ({ set, q, sort, page }: ListSearch & { set: UserSet }) =>
  rowsQuery(usersOf(set), { page, sort, search: { text: q, in: ['Name', 'DisplayName', 'Email'] } })
