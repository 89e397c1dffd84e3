import { z } from 'zod'
import { dateColumn, flagColumn, rowsQuery, textColumn } from '#console/api/redrock.ts'

export const userRow = z.object({
  ID: z.string(),
  Username: textColumn,
  DisplayName: textColumn,
  Email: textColumn,
  Status: textColumn,
  ServiceUser: flagColumn,
  OauthClient: flagColumn,
  LastLogin: dateColumn,
})
export type UserRow = z.output<typeof userRow>

/** The portal's sets: service users are in "All users" and in a list of their own (contract.md 18). */
export const userSets = { all: 'All users', people: 'People', service: 'Service users' }
export type UserSet = keyof typeof userSets

const conditions: Record<UserSet, string> = {
  all: '',
  people: ' where ServiceUser = 0',
  service: ' where ServiceUser = 1',
}

export const usersQuery = ({ set, q, page }: { set: UserSet; q: string; page: number }) =>
  rowsQuery({
    script: `select ${Object.keys(userRow.shape).join(', ')} from User${conditions[set]} order by Username`,
    page,
    search: { text: q, in: ['Username', 'DisplayName', 'Email'] },
  })
