import { z } from 'zod'
import { call } from '#console/api/call.ts'
import { rowsOf, type RowsQuery } from '#console/api/redrock.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { columnTypes } from '#schema/columnTypes.ts'
import { byteOrderMark, csvLine, type Cell } from '#schema/csv.ts'

export type Format = 'csv' | 'json'

type Asked<Row> = {
  type: ObjectType
  reading: RowsQuery<Row>
  format: Format
  signal: AbortSignal
  onProgress: (progress: Progress) => void
}

export type Progress = { rows: number; total: number }

/** The rows of a file, and how many the list had when it was begun and when it ended. */
export type Written = { file: Blob; rows: number; before: number; after: number }

/** Rows of a request: a reply of long rows stays well below what the bff passes on. */
const rowsAtOnce = 1000

/**
 * All rows of a list, by its own query: what a person may see in the list, in its order. Each part becomes a Blob, which the browser keeps outside
 * of the page's memory.
 */
export async function writeRows<Row>(asked: Asked<Row>): Promise<Written> {
  const { type, reading, format, signal, onProgress } = asked
  const names = namesOf(reading.row)
  const write = format === 'csv' ? csvOf(names, type) : jsonOf(names, type)
  const parts = [new Blob([write.head])]
  let rows = 0
  let before: number | undefined
  for (let page = 1; ; page++) {
    const reply = await call('redrockQuery', onPage(reading.params, page), { signal })
    before ??= reply.FullCount
    const dates = new Set(
      reply.Columns.filter(({ Type }) => Type === columnTypes.date).map(({ Name }) => Name),
    )
    const lines = rowsOf(reply, reading).map((row) =>
      names.map((name) => cellOf((row as Record<string, unknown>)[name], dates.has(name))),
    )
    parts.push(new Blob([lines.map((line, index) => write.line(line, rows + index === 0)).join('')]))
    rows += lines.length
    onProgress({ rows, total: reply.FullCount })
    if (lines.length === 0 || rows >= reply.FullCount) {
      parts.push(new Blob([write.foot]))
      return { file: new Blob(parts, { type: write.type }), rows, before, after: reply.FullCount }
    }
  }
}

type Params = RowsQuery<unknown>['params']

const onPage = ({ Args, ...asked }: Params, page: number): Params => ({
  ...asked,
  Args: { ...Args, PageNumber: page, PageSize: rowsAtOnce, Limit: rowsAtOnce },
})

const namesOf = (row: z.ZodType) => (row instanceof z.ZodObject ? Object.keys(row.shape) : [])

function cellOf(value: unknown, isDate: boolean): Cell {
  if (typeof value === 'number') return isDate ? new Date(value).toISOString() : value
  return typeof value === 'string' || typeof value === 'boolean' ? value : null
}

type Writer = { type: string; head: string; line: (cells: Cell[], first: boolean) => string; foot: string }

const csvOf = (names: string[], type: ObjectType): Writer => ({
  type: 'text/csv;charset=utf-8',
  head: byteOrderMark + csvLine(names.map((name) => columnOf(type, name))),
  line: csvLine,
  foot: '',
})

const jsonOf = (names: string[], type: ObjectType): Writer => ({
  type: 'application/json',
  head: '[',
  line: (cells, first) => {
    const row = Object.fromEntries(names.map((name, index) => [columnOf(type, name), cells[index]]))
    return `${first ? '' : ','}\n${JSON.stringify(row)}`
  },
  foot: '\n]\n',
})

/** As the tables of queries call it, whatever the list does. */
function columnOf(type: ObjectType, name: string): string {
  const { list } = nouns[type]
  if (name === 'Name') return list.name
  return name === 'Detail' ? list.detail : name
}
