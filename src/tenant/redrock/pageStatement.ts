import { sql, type RawBuilder } from 'kysely'
import type { View } from './view.ts'

type Page = {
  table: View['table']
  /** The objects: `id`, and what they are sorted by. */
  found: RawBuilder<unknown>
  /** What is shown of each. */
  shown: RawBuilder<unknown>
  order: RawBuilder<unknown>
  from: number
  wanted: number
  /** The objects are found by going through all of them. Rows then say in `found` how many there are. */
  searched: boolean
}

/**
 * A page of objects that are found by keys alone: what is shown, some of it out of long settings, is read of those on the page. What is gone through
 * anyhow is gone through once: what fits is kept, and counted.
 */
export function pageStatement<Row>({
  table,
  found,
  shown,
  order,
  from,
  wanted,
  searched,
}: Page): RawBuilder<Row> {
  const ofPage = sql`order by ${order} limit ${wanted} offset ${from}`
  const joined = sql`inner join ${sql.table(table)} on ${sql.ref(`${table}.id`)} = page.id order by ${order}`
  return searched
    ? sql`with found as materialized (${found}) select ${shown}, (select count(*) from found) as found
        from (select * from found ${ofPage}) as page ${joined}`
    : sql`select ${shown} from (${found} ${ofPage}) as page ${joined}`
}
