import type { z } from 'zod'
import { rowsQuery } from '#console/api/redrock.ts'
import { condition, quoted, select, type Condition } from '#console/api/select.ts'
import { federatedDirectory } from '#schema/directoryService.ts'
import { userTable } from '#schema/redrockColumns.ts'
import type { UserSet } from './routes.tsx'

const told = ['State', 'ServiceUser', 'OauthClient', 'DirectoryServiceUuid', 'SignedIn'] as const

/** How many users are alike in what the sets are told apart by. */
export const alikeQuery = rowsQuery(select(userTable, [...told, 'count(*) as Users']), { pageSize: 1000 })
export type Alike = z.output<typeof alikeQuery.row>

/** What all in the set have. */
type Shared = Partial<Pick<Alike, (typeof told)[number]>>

/** The sets of users, in the order in which they are offered. Service users are in "All" and in a list of their own (contract.md 18). */
const sets = {
  all: { label: 'All', shared: {} },
  active: { label: 'Active', shared: { State: 'None' } },
  service: { label: 'Service users', shared: { ServiceUser: true } },
  clients: { label: 'OAuth clients', shared: { OauthClient: true } },
  locked: { label: 'Locked', shared: { State: 'Locked' } },
  disabled: { label: 'Disabled', shared: { State: 'Disabled' } },
  invited: { label: 'Invited', shared: { State: 'None', ServiceUser: false, SignedIn: false } },
  federated: { label: 'Federated', shared: { DirectoryServiceUuid: federatedDirectory } },
} as const satisfies Record<UserSet, { label: string; shared: Shared }>

const userSets = Object.keys(sets) as UserSet[]

export const labels = Object.fromEntries(userSets.map((set) => [set, sets[set].label])) as Record<
  UserSet,
  string
>

/** The condition of a query for who is in the set; undefined for everybody. */
export function conditionOf(set: UserSet): Condition | undefined {
  const shared = Object.entries(sets[set].shared as Shared)
  if (shared.length === 0) return undefined
  return condition(userTable, () =>
    shared
      .map(([column, value]) => `${column} = ${typeof value === 'string' ? quoted(value) : Number(value)}`)
      .join(' and '),
  )
}

/** How many are in each set. */
export const countsOf = (alike: readonly Alike[]): Record<UserSet, number> =>
  Object.fromEntries(
    userSets.map((set) => {
      const shared = Object.entries(sets[set].shared as Shared) as [keyof Alike, unknown][]
      const within = alike.filter((row) => shared.every(([column, value]) => row[column] === value))
      return [set, within.reduce((sum, { Users }) => sum + Users, 0)]
    }),
  ) as Record<UserSet, number>
