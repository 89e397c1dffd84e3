import { sql, type RawBuilder } from 'kysely'
import type { RedrockArgs, RedrockReply } from '#schema/redrock.ts'
import type { Actor } from '../actor.ts'
import type { Tenant } from '../tenant.ts'
import { argumentsOf, pageOf } from './page.ts'
import { readRows, type Reading } from '../readRows.ts'
import { pageStatement } from './pageStatement.ts'
import { parse } from './parse.ts'
import type { Expression, Query } from './query.ts'
import { inReply, redrockReplyOf } from './reply.ts'
import { runScript } from './scripts.ts'
import { select, type Selection } from './select.ts'
import { named } from './tree.ts'
import { viewNamed } from './views/views.ts'
import { columnNamed, type View } from './view.ts'

export type RedrockTenant = Pick<Tenant, 'database' | 'clock' | 'id'>
export type RedrockRequest = { Script: string; Args?: RedrockArgs | null | undefined }

/**
 * Answers a query: one SELECT over a table of views.ts, or a named script. Rows follow the caller's rights (D7).
 * Throws a Problem for what is not understood, and `forbidden` for Event without the right.
 */
export async function runQuery(
  tenant: RedrockTenant,
  actor: Actor,
  request: RedrockRequest,
  note: Note = () => {},
): Promise<RedrockReply> {
  const args = request.Args ?? {}
  const script = request.Script.trim()
  if (script.startsWith('@')) return runScript(tenant, actor, { script, args })
  return runSelect(tenant, actor, { query: parse(script), args, note })
}

/** Told what the caller should know of a query that was answered all the same. */
type Note = (text: string) => void
type Select = { query: Query; args: RedrockArgs; view?: View; note?: Note }

/** The same for a query that is read already. The view is that of its table, unless another is given. */
export async function runSelect(
  tenant: RedrockTenant,
  actor: Actor,
  { query, args, view = viewNamed(tenant, query.table), note }: Select,
): Promise<RedrockReply> {
  const given = argumentsOf(args)
  const selection = select(query, given, {
    view,
    rows: view.rowsFor(actor),
    dialect: tenant.database.kind,
    now: tenant.clock(),
  })
  const unknown = new Set(selection.columns.flatMap((column) => column.unknown ?? []).map(named))
  if (unknown.size > 0)
    note?.(`Null in every row, because ${view.name} has no such columns: ${[...unknown].join(', ')}.`)
  const { rows, fullCount } = await pageOfRows({ ...tenant, actor }, selection, {
    ...pageOf(args),
    view,
    searched: given.filter !== null,
    skip: query.offset,
    most: query.limit ?? Infinity,
  })
  return redrockReplyOf({
    columns: selection.columns.map((column) => ({ ...column, ...described(column.expression, view) })),
    results: rows.map((row) => resultOf(row, { selection, view })),
    fullCount,
    isAggregate: selection.isAggregate,
  })
}

type Found = Record<string, string | number | null>
type Window = { view: View; searched: boolean; offset: number; size: number; skip: number; most: number }

/** LIMIT and OFFSET of the query say which rows there are; the page is taken from them. */
async function pageOfRows(
  reading: Reading,
  selection: Selection,
  { offset, size, skip, most, ...how }: Window,
) {
  const wanted = Math.max(0, Math.min(size, most - offset))
  const from = Math.min(skip + offset, Number.MAX_SAFE_INTEGER)
  const rows = wanted === 0 ? [] : await readRows(reading, rowsOf(selection, { ...how, from, wanted }))
  const complete = from === 0 && rows.length < wanted
  if (complete) return { rows, fullCount: rows.length }
  const n = Number(rows[0]?.['found'] ?? (await readRows(reading, selection.counted))[0]?.n ?? 0)
  return { rows, fullCount: Math.min(most, Math.max(0, n - skip)) }
}

/** Of a whole list the first page is read as it is: an index gives its order. */
function rowsOf(
  { plain, rows, order, ...selection }: Selection,
  how: { view: View; searched: boolean; from: number; wanted: number },
): RawBuilder<Found> {
  const { view, searched, from, wanted } = how
  if (!plain || (from === 0 && !searched))
    return sql`${rows} order by ${order} limit ${wanted} offset ${from}`
  return pageStatement({ ...selection, order, table: view.table, searched, from, wanted })
}

function resultOf(
  row: Found,
  { selection, view }: { selection: Selection; view: View },
): RedrockReply['Results'][number] {
  const values = selection.columns.map(
    ({ name, kind }, index) => [name, inReply(kind, row[`o${index}`])] as const,
  )
  const { type, foreign } = view.entity
  return {
    Entities: selection.plain
      ? [{ Type: type, Key: String(row['entity'] ?? ''), IsForeignKey: foreign }]
      : [],
    Row: Object.fromEntries([
      ['_TableName', view.wireTable],
      ...(selection.plain ? [['ID', row['id']] as const] : []),
      ...values,
    ]),
  }
}

function described(expression: Expression, view: View) {
  const column = expression.kind === 'column' ? columnNamed(view, expression.name) : undefined
  return column ? { foreign: column.foreign, table: view.name } : {}
}
