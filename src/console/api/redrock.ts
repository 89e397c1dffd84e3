import { z } from 'zod'
import type { ColumnName, RedrockTable } from '#schema/redrockColumns.ts'
import { nouns, type NounList, type ObjectType } from '#schema/nouns.ts'
import type { RedrockArgs, RedrockReply } from '#schema/redrock.ts'
import { query } from './queries.ts'
import { select, type Asked, type Condition, type RowOf } from './select.ts'

type Rows<Row> = {
  page?: number
  pageSize?: number
  /** Rows in which one of `in` contains `text`, whatever its case. */
  search?: { text: string; in: (keyof Row & string)[] }
  /** The name of a column, with "-" before it from the last to the first. One that the rows do not have is ignored. */
  sort?: string
  /** Rows whose columns have exactly these values, for scripts of the tenant that take them. */
  filter?: { [Name in keyof Row & string]?: string }
}

/** Rows of a page of a list. */
export const pageLength = 50

/** For calls that answer in the shape of a query without being one. */
export const pageArgs = (page: number): RedrockArgs => ({
  PageNumber: page,
  PageSize: pageLength,
  Limit: pageLength,
})

/** Query options for a page of rows, with what is asked and what a row of the reply is read with. */
export type RowsQuery<Row> = ReturnType<typeof query<'redrockQuery'>> & {
  params: { Script: string; Args: RedrockArgs }
  row: z.ZodType<Row>
}

export function rowsQuery<Row>(
  { script, row }: Asked<Row>,
  { page = 1, pageSize = pageLength, search, sort = '', filter }: Rows<Row> = {},
): RowsQuery<Row> {
  const args: RedrockArgs = { PageNumber: page, PageSize: pageSize, Limit: pageSize, Caching: -1 }
  if (search?.text) Object.assign(args, { FilterBy: search.in, FilterValue: search.text })
  const sortBy = sort.replace(/^-/, '')
  if (row instanceof z.ZodObject && sortBy in row.shape)
    Object.assign(args, { SortBy: sortBy, Ascending: sortBy === sort })
  if (filter && Object.keys(filter).length > 0) Object.assign(args, { FilterQuery: filter })
  const params = { Script: script, Args: args }
  return { ...query('redrockQuery', params), params, row }
}

/** Reads the rows of a reply; a row that is not as it should be is a fault of the console, not of the person. */
export const rowsOf = <Row>(reply: RedrockReply, { row }: { row: z.ZodType<Row> }): Row[] =>
  reply.Results.map(({ Row }) => row.parse(Row))

type Objects<Table extends RedrockTable, Besides extends ColumnName<Table>> = {
  q?: string
  page?: number
  pageSize?: number
  sort?: string
  where?: Condition | undefined
  /** More columns than those of the head. */
  besides?: readonly Besides[]
}

/** What every noun has in a list: its id, what people call it, and what tells it from others. */
export type HeadRow = { ID: string; Name: string; Detail: string }

type TableOf<Type extends ObjectType> = (typeof nouns)[Type]['list']

/** Objects of a noun under the same column names, whatever its table calls them. */
export function objectsQuery<Type extends ObjectType, Besides extends ColumnName<TableOf<Type>> = never>(
  type: Type,
  { q = '', where, besides = [], ...page }: Objects<TableOf<Type>, Besides>,
): RowsQuery<HeadRow & RowOf<TableOf<Type>, Besides>> {
  const list: NounList = nouns[type].list
  const terms = [`${list.key} as ID`, `${list.name} as Name`, `${list.detail} as Detail`, ...besides] as const
  const asked = select(list, terms, { where, orderBy: list.name })
  return rowsQuery(asked as Asked<HeadRow & RowOf<TableOf<Type>, Besides>>, {
    search: { text: q, in: ['Name', 'Detail'] },
    ...page,
  })
}
