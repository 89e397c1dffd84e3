import { z } from 'zod'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { fromWireDate, type RedrockArgs, type RedrockReply } from '#schema/redrock.ts'
import { query } from './queries.ts'

type Rows = {
  /** "select ID, Name from Role": values in it go through `quoted`. */
  script: string
  page?: number
  pageSize?: number
  sortBy?: string
  descending?: boolean
  /** Rows in which one of `in` contains `text`, whatever its case. */
  search?: { text: string; in: string[] }
  /** Rows whose columns have exactly these values, for scripts of the tenant that take them. */
  filter?: Record<string, string>
}

/** Rows of a page of a list. */
export const pageLength = 50

/** For calls that answer in the shape of a query without being one. */
export const pageArgs = (page: number): RedrockArgs => ({
  PageNumber: page,
  PageSize: pageLength,
  Limit: pageLength,
})

/** Query options for a page of rows. */
export function rowsQuery({
  script,
  page = 1,
  pageSize = pageLength,
  sortBy,
  descending = false,
  search,
  filter,
}: Rows) {
  const args: RedrockArgs = { PageNumber: page, PageSize: pageSize, Limit: pageSize, Caching: -1 }
  if (sortBy !== undefined) Object.assign(args, { SortBy: sortBy, Ascending: !descending })
  if (search?.text) Object.assign(args, { FilterBy: search.in, FilterValue: search.text })
  if (filter && Object.keys(filter).length > 0) Object.assign(args, { FilterQuery: filter })
  return query('redrockQuery', { Script: script, Args: args })
}

/** Reads the rows of a reply; a row that is not as it should be is a fault of the console, not of the person. */
export const rowsOf = <Row>(reply: RedrockReply, row: z.ZodType<Row>): Row[] =>
  reply.Results.map(({ Row }) => row.parse(Row))

type Objects = {
  q?: string
  page?: number
  pageSize?: number
  where?: string
  /** More columns than those of the head. */
  besides?: string[]
}

/** Objects of a noun under the same column names, whatever its table calls them (headRow). */
export function objectsQuery(type: ObjectType, { q = '', where = '', besides = [], ...page }: Objects) {
  const { table, key, name, detail } = nouns[type].list
  const named = (column: string, as: string) => (column === as ? column : `${column} as ${as}`)
  const columns = [named(key, 'ID'), named(name, 'Name'), named(detail, 'Detail'), ...besides].join(', ')
  return rowsQuery({
    script: `select ${columns} from ${table}${where && ` where ${where}`} order by ${name}`,
    search: { text: q, in: ['Name', 'Detail'] },
    ...page,
  })
}

/** A text inside a script. */
export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

/** Columns as they arrive. */
export const textColumn = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
export const flagColumn = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false)
/** Milliseconds since 1970, or null. */
export const dateColumn = z
  .string()
  .nullish()
  .transform((value) => (value ? fromWireDate(value) : null))

export const headRow = z.object({ ID: z.string(), Name: textColumn, Detail: textColumn })
