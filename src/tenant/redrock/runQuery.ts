import { sql, type RawBuilder } from 'kysely'
import type { RedrockArgs, RedrockReply } from '#schema/redrock.ts'
import type { Actor } from '../actor.ts'
import type { Tenant } from '../tenant.ts'
import { argumentsOf, pageOf } from './page.ts'
import { readRows, type Reading } from './readRows.ts'
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
  const selection = select(query, argumentsOf(args), {
    view,
    rows: view.rowsFor(actor),
    dialect: tenant.database.kind,
    now: tenant.clock(),
  })
  const unknown = new Set(selection.columns.flatMap((column) => column.unknown ?? []).map(named))
  if (unknown.size > 0)
    note?.(`Null in every row, because ${view.name} has no such columns: ${[...unknown].join(', ')}.`)
  const { rows, fullCount } = await page({ ...tenant, actor }, selection, {
    ...pageOf(args),
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
type Window = { offset: number; size: number; skip: number; most: number }

/** LIMIT and OFFSET of the query say which rows there are; the page is taken from them. */
async function page(
  { database, actor }: Reading,
  { rows, order }: Selection,
  { offset, size, skip, most }: Window,
) {
  const wanted = Math.max(0, Math.min(size, most - offset))
  const run = <Row>(statement: RawBuilder<Row>) => readRows({ database, actor }, statement)
  const found =
    wanted === 0
      ? []
      : await run(
          sql<Found>`${rows} order by ${order} limit ${wanted} offset ${Math.min(skip + offset, Number.MAX_SAFE_INTEGER)}`,
        )
  const complete = offset === 0 && skip === 0 && found.length < wanted
  if (complete) return { rows: found, fullCount: found.length }
  const [counted] = await run(sql<{ n: number }>`select count(*) as n from (${rows}) as counted`)
  return { rows: found, fullCount: Math.min(most, Math.max(0, (counted?.n ?? 0) - skip)) }
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
