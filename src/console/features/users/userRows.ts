import type { z } from 'zod'
import { queryOne } from '#console/api/queries.ts'
import { rowsQuery } from '#console/api/redrock.ts'
import { condition, select, type Condition } from '#console/api/select.ts'
import type { ListSearch } from '#console/object/objectRoutes.ts'
import { userTable } from '#schema/redrockColumns.ts'

/** The portal's sets: service users are in "All users" and in a list of their own (contract.md 18). */
export const userSets = { all: 'All users', people: 'People', service: 'Service users' }
export type UserSet = keyof typeof userSets

const conditions: Record<UserSet, Condition | undefined> = {
  all: undefined,
  people: condition(userTable, ({ ServiceUser }) => `${ServiceUser} = 0`),
  service: condition(userTable, ({ ServiceUser }) => `${ServiceUser} = 1`),
}

const usersOf = (set: UserSet) =>
  select(
    userTable,
    ['ID', 'Username as Name', 'DisplayName', 'Email', 'Status', 'ServiceUser', 'OauthClient', 'LastLogin'],
    { where: conditions[set], orderBy: 'Username' },
  )

export type UserRow = z.output<ReturnType<typeof usersOf>['row']>

export const usersQuery = ({ set, q, sort, page }: ListSearch & { set: UserSet }) =>
  rowsQuery(usersOf(set), { page, sort, search: { text: q, in: ['Name', 'DisplayName', 'Email'] } })

export const userQuery = (id: string) => queryOne('getUserAttributes', { ID: id })
