import { z } from 'zod'
import { query } from '#console/api/queries.ts'
import { dateColumn, flagColumn, rowsQuery, textColumn } from '#console/api/redrock.ts'
import type { ListSearch } from '#console/object/objectRoutes.ts'

export const userRow = z.object({
  ID: z.string(),
  Name: textColumn,
  DisplayName: textColumn,
  Email: textColumn,
  Status: textColumn,
  ServiceUser: flagColumn,
  OauthClient: flagColumn,
  LastLogin: dateColumn,
})

/** The portal's sets: service users are in "All users" and in a list of their own (contract.md 18). */
export const userSets = { all: 'All users', people: 'People', service: 'Service users' }
export type UserSet = keyof typeof userSets

const columns = Object.keys(userRow.shape)
  .map((column) => (column === 'Name' ? 'Username as Name' : column))
  .join(', ')

const conditions: Record<UserSet, string> = {
  all: '',
  people: ' where ServiceUser = 0',
  service: ' where ServiceUser = 1',
}

export const usersQuery = ({ set, q, page }: ListSearch & { set: UserSet }) =>
  rowsQuery({
    script: `select ${columns} from User${conditions[set]} order by Username`,
    page,
    search: { text: q, in: ['Name', 'DisplayName', 'Email'] },
  })

export const userQuery = (id: string) => query('getUserAttributes', { ID: id })
