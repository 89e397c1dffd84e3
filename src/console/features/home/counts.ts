import { holdsAny, type Me } from '#console/api/me.ts'
import { nounsOffered, type Offered } from '#console/api/offered.ts'
import { rowsQuery } from '#console/api/redrock.ts'
import { select } from '#console/api/select.ts'
import { capital } from '#schema/capital.ts'
import { nouns, type NounList } from '#schema/nouns.ts'

/** What this person may count: to others the tenant shows no rows, which would read as none. */
export const countsFor = (me: Me, offered: Offered) =>
  nounsOffered(offered)
    .filter((type) => holdsAny(me, ...nouns[type].readers))
    .map((type) => {
      const { one, many, path } = nouns[type]
      const list: NounList = nouns[type].list
      // Every reply says how many rows there are in all.
      const query = rowsQuery(select(list, [list.key]), { pageSize: 1 })
      return { label: (count: number) => capital(count === 1 ? one : many), to: path, query }
    })
