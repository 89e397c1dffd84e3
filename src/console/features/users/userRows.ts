import type { z } from 'zod'
import { rowsQuery } from '#console/api/redrock.ts'
import { select } from '#console/api/select.ts'
import type { ListSearch } from '#console/object/objectRoutes.ts'
import { userTable } from '#schema/redrockColumns.ts'
import type { UserSet } from './routes.tsx'
import type { UserFacet } from './userFacets.ts'
import { conditionOf, type Narrowed } from './userSets.ts'

export type UsersSearch = ListSearch & { set: UserSet } & Record<UserFacet, string>

const usersOf = (narrowed: Narrowed) =>
  select(
    userTable,
    ['ID', 'Username as Name', 'DisplayName', 'Email', 'Status', 'ServiceUser', 'OauthClient', 'LastLogin'],
    { where: conditionOf(narrowed), orderBy: 'Username' },
  )

export type UserRow = z.output<ReturnType<typeof usersOf>['row']>

export const usersQuery = ({ q, sort, page, ...narrowed }: UsersSearch) =>
  rowsQuery(usersOf(narrowed), { page, sort, search: { text: q, in: ['Name', 'DisplayName', 'Email'] } })
