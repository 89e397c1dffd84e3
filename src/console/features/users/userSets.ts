import type { z } from 'zod'
import { rowsQuery } from '#console/api/redrock.ts'
import { condition, quoted, select, type Condition } from '#console/api/select.ts'
import { federatedDirectory } from '#schema/directoryService.ts'
import { userTable } from '#schema/redrockColumns.ts'
import type { UserSet } from './routes.tsx'
import { userFacets, type UserFacet } from './userFacets.ts'

const told = ['State', 'ServiceUser', 'OauthClient', 'DirectoryServiceUuid', 'SignedIn', 'LastSeen'] as const

/** How many users are alike in what the sets and facets are told apart by. */
export const alikeQuery = rowsQuery(select(userTable, [...told, 'count(*) as Users']), { pageSize: 1000 })
export type Alike = z.output<typeof alikeQuery.row>

/** The same of those whose secret ends: they are few, and are found by their secrets. */
export const endingQuery = rowsQuery(
  select(userTable, [...told, 'SecretState', 'count(*) as Users'], {
    where: condition(userTable, ({ SecretState }) => `${SecretState} <> ''`),
  }),
  { pageSize: 1000 },
)

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

/** Those that need no column of ours. */
export const vendorSets: Partial<Record<UserSet, string>> = Object.fromEntries(
  userSets.filter((set) => !('SignedIn' in sets[set].shared)).map((set) => [set, labels[set]]),
)

export type Narrowed = { set: UserSet } & Record<UserFacet, string>

/** The condition of a query for who is in the set and has what the facets name; undefined for everybody. */
export function conditionOf({ set, ...facets }: Narrowed): Condition | undefined {
  const chosen = (Object.keys(userFacets) as UserFacet[]).filter((name) => facets[name] !== '')
  const shared = [
    ...Object.entries(sets[set].shared as Shared),
    ...chosen.map((name) => [userFacets[name].column, facets[name]] as const),
  ]
  if (shared.length === 0) return undefined
  return condition(userTable, () =>
    shared
      .map(([column, value]) => `${column} = ${typeof value === 'string' ? quoted(value) : Number(value)}`)
      .join(' and '),
  )
}

/** Whether somebody is in the set, by what they are alike in. */
export const isIn = (set: UserSet, row: Alike): boolean =>
  (Object.entries(sets[set].shared as Shared) as [keyof Alike, unknown][]).every(
    ([column, value]) => row[column] === value,
  )

/** How many are in each set. */
export const countsOf = (alike: readonly Alike[]): Record<UserSet, number> =>
  Object.fromEntries(
    userSets.map((set) => {
      const within = alike.filter((row) => isIn(set, row))
      return [set, within.reduce((sum, { Users }) => sum + Users, 0)]
    }),
  ) as Record<UserSet, number>
