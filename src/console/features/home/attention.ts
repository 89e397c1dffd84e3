import { linkOptions, type LinkProps } from '@tanstack/react-router'
import type { UseSuspenseQueryOptions } from '@tanstack/react-query'
import { holdsAny, type Me } from '#console/api/me.ts'
import type { Offered } from '#console/api/offered.ts'
import type { ApiProblem } from '#console/api/problem.ts'
import { query } from '#console/api/queries.ts'
import { readsEvents } from '#console/api/readsEvents.ts'
import { rowsQuery } from '#console/api/redrock.ts'
import { condition, quoted, select } from '#console/api/select.ts'
import { nouns } from '#schema/nouns.ts'
import { userTable } from '#schema/redrockColumns.ts'

type Figure = {
  /** "3 people are locked out". */
  words: (count: string, one: boolean) => string
  link: Pick<LinkProps, 'to' | 'params' | 'search'>
  // oxlint-disable-next-line typescript/no-explicit-any -- each query has a type of its own
  query: UseSuspenseQueryOptions<any, ApiProblem>
  /** Out of its reply: how many there are, and whether there are more than that. */
  count: (reply: unknown) => { count: number; more: boolean }
}

const day = 86_400_000

/** What may want somebody's attention: each is a question to the tenant, and a list that shows what it counts. */
export function figuresFor({ me, offered }: { me: Me; offered: Offered }, now: number): Figure[] {
  // On the hour, so that coming back asks nothing new
  const since = Math.floor((now - day) / 3_600_000) * 3_600_000
  const figures: (Figure | false)[] = [
    readsEvents({ me, offered }) && {
      words: (count, one) => `${count} ${one ? 'request was' : 'requests were'} refused in the last day`,
      link: linkOptions({ to: '/events', search: { outcome: 'refused', from: since } }),
      query: query('eventsList', { refused: true, from: since }) as Figure['query'],
      count: (reply) => {
        const { events, older } = reply as { events: unknown[]; older: number | null }
        return { count: events.length, more: older !== null }
      },
    },
    holdsAny(me, ...nouns.user.readers) && {
      words: (count, one) => `${count} ${one ? 'user is' : 'users are'} locked`,
      link: linkOptions({ to: '/users', search: { set: 'locked' } }),
      query: usersIn('Locked') as Figure['query'],
      count: rowsCounted,
    },
  ]
  return figures.filter((figure) => figure !== false)
}

const usersIn = (state: string) =>
  rowsQuery(
    select(userTable, ['ID'], { where: condition(userTable, ({ State }) => `${State} = ${quoted(state)}`) }),
    { pageSize: 1 },
  )

const rowsCounted = (reply: unknown) => ({
  count: (reply as { FullCount?: number }).FullCount ?? 0,
  more: false,
})
