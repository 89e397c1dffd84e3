import { linkOptions, type LinkProps } from '@tanstack/react-router'
import { holdsAny, type Me } from '#console/api/me.ts'
import type { Offered } from '#console/api/offered.ts'
import { query } from '#console/api/queries.ts'
import { readsEvents } from '#console/api/readsEvents.ts'
import { rowsQuery } from '#console/api/redrock.ts'
import { condition, quoted, select, type Condition } from '#console/api/select.ts'
import { nouns } from '#schema/nouns.ts'
import { applicationTable, userTable } from '#schema/redrockColumns.ts'

type Figure = {
  /** "3 people are locked out". */
  words: (count: string, one: boolean) => string
  link: Pick<LinkProps, 'to' | 'params' | 'search'>
}

const day = 86_400_000

/** The refusals of the last day, on the hour, so that coming back asks nothing new. */
export function refusalsFor(of: { me: Me; offered: Offered }, now: number) {
  if (!readsEvents(of)) return null
  const from = Math.floor((now - day) / 3_600_000) * 3_600_000
  const figure: Figure = {
    words: (count, one) => `${count} ${one ? 'request was' : 'requests were'} refused in the last day`,
    link: linkOptions({ to: '/events', search: { outcome: 'refused', from } }),
  }
  return { ...figure, query: query('eventsList', { refused: true, from }) }
}

/** What may want somebody's attention among the objects that this person may read: how many rows a list has that is narrowed so. */
export const countedFor = (me: Me) => [
  ...(holdsAny(me, ...nouns.user.readers) ? ofUsers : []),
  ...(holdsAny(me, ...nouns.application.readers) ? ofApplications : []),
]

const users = (where: Condition) => rowsQuery(select(userTable, ['ID'], { where }), { pageSize: 1 })
const applications = (where: Condition) =>
  rowsQuery(select(applicationTable, ['ID'], { where }), { pageSize: 1 })

const secretsEnd = (state: string, words: string) => ({
  words: (count: string, one: boolean) =>
    one ? `The last secret of ${count} user ${words}` : `The last secrets of ${count} users ${words}`,
  link: linkOptions({ to: '/users', search: { secret: state } }),
  query: users(condition(userTable, ({ SecretState }) => `${SecretState} = ${quoted(state)}`)),
})

const ofUsers = [
  secretsEnd('Ended', 'ended'),
  secretsEnd('Ends within 30 days', 'will end within 30 days'),
  {
    words: (count: string, one: boolean) => `${count} ${one ? 'user is' : 'users are'} locked`,
    link: linkOptions({ to: '/users', search: { set: 'locked' } }),
    query: users(condition(userTable, ({ State }) => `${State} = ${quoted('Locked')}`)),
  },
] satisfies (Figure & { query: unknown })[]

const notUsed = (used: string, words: string) => ({
  words: (count: string, one: boolean) => `${count} ${one ? 'application' : 'applications'} ${words}`,
  link: linkOptions({ to: '/apps', search: { used } }),
  query: applications(condition(applicationTable, ({ LastUsed }) => `${LastUsed} = ${quoted(used)}`)),
})

const ofApplications = [
  notUsed('Never', 'never gave a token'),
  notUsed('Over 90 days ago', 'gave no token for 90 days'),
] satisfies (Figure & { query: unknown })[]
