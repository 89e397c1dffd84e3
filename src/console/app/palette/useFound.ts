import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { linkOptions } from '@tanstack/react-router'
import { holdsAny, type Me } from '#console/api/me.ts'
import { nounsOffered, type Offered } from '#console/api/offered.ts'
import { objectsQuery, rowsOf } from '#console/api/redrock.ts'
import { capital } from '#schema/capital.ts'
import { nouns } from '#schema/nouns.ts'
import type { Place } from './place.ts'

const mostOfEach = 5

/** Objects with the text in a name, a few of each kind that this person may look at. */
export function useFound(
  { me, offered }: { me: Me; offered: Offered },
  text: string,
): { found: Place[]; searching: boolean } {
  const open = nounsOffered(offered).filter((type) => holdsAny(me, ...nouns[type].readers))
  const readings = open.map((type) => objectsQuery(type, { pageSize: mostOfEach, q: text }))
  const replies = useQueries({
    queries: readings.map((reading) => ({
      ...reading,
      enabled: text !== '',
      placeholderData: keepPreviousData,
    })),
  })
  const found = open.flatMap((type, index) => {
    const [reading, reply] = [readings[index], text === '' ? undefined : replies[index]?.data]
    return reading && reply
      ? rowsOf(reply, reading).map(({ ID, Name, Detail }) => ({
          kind: capital(nouns[type].one),
          key: ID,
          label: Name,
          detail: Detail,
          link: linkOptions({ to: `${nouns[type].path}/$id` as const, params: { id: ID } }),
        }))
      : []
  })
  return { found, searching: replies.some(({ isFetching }) => isFetching) }
}
