import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { RedrockArgs, RedrockReply } from '#schema/redrock.ts'
import { webApplications } from '#schema/redrockColumns.ts'
import type { Actor } from '../actor.ts'
import type { Tenant } from '../tenant.ts'
import { containing, likeEscape } from './likePattern.ts'
import { argumentsOf, pageOf } from './page.ts'
import { readRows, type Reading } from './readRows.ts'
import { inReply, redrockReplyOf } from './reply.ts'
import { named, refusal } from './tree.ts'
import { sortKey } from './value.ts'
import { columnNamed, type Column, type Dialect, type View } from './view.ts'
import { applicationView } from './views/applicationView.ts'

/**
 * The list of applications that portals and clients page through (contract.md 3.4), by way of the narrow search table. A
 * FilterValue is looked for in names, IDs, clients, redirects and scopes, whatever FilterBy names; FilterQuery keeps those of one
 * template or state.
 */
export async function listApplications(
  { database }: Pick<Tenant, 'database'>,
  actor: Actor,
  args: RedrockArgs,
): Promise<RedrockReply> {
  const view = applicationView(database.kind)
  const { offset, size } = pageOf(args)
  const columns = view.columns.filter(({ name }) => listed.includes(name))
  const values = columns.map((column, index) => sql`${column.sql} as ${sql.ref(`o${index}`)}`)
  const source = sourceOf(view, { actor, text: args.FilterValue ?? '', facets: facetsOf(args.FilterQuery) })
  const order = orderOf(view, argumentsOf(args).sortBy, database.kind)

  const rows = await readRows(
    { database, actor },
    sql<
      Record<string, unknown>
    >`select application.id as id, ${sql.join(values)} ${source} order by ${order} limit ${size} offset ${offset}`,
  )
  return redrockReplyOf({
    columns: columns.map(({ name, kind }) => ({ name, kind, table: view.name })),
    results: rows.map((row) => resultOf(row, columns)),
    fullCount: offset === 0 && rows.length < size ? rows.length : await count({ database, actor }, source),
  })
}

const listed: readonly string[] = webApplications.columns

const facet = z.strictObject({ TemplateName: z.string(), State: z.string() }).partial()

function facetsOf(given: unknown): [name: string, wanted: string][] {
  const read = facet.safeParse(given ?? {})
  if (!read.success) throw refusal('FilterQuery of the list takes TemplateName and State, each a text.')
  return Object.entries(read.data)
}

type Wanted = { actor: Actor; text: string; facets: [name: string, wanted: string][] }

function sourceOf(view: View, { actor, text, facets }: Wanted): RawBuilder<unknown> {
  const rows = view.rowsFor(actor)
  const visible = rows === 'all' ? sql`1 = 1` : rows === 'none' ? sql`1 = 0` : rows
  const matches =
    text === ''
      ? sql`1 = 1`
      : sql`application_search.text like ${containing(text.toLowerCase())} escape ${likeEscape}`
  const chosen = facets.map(([name, wanted]) => sql` and ${columnNamed(view, name)?.sql} = ${wanted}`)
  return sql`from application_search inner join application on application.id = application_search.application_id
    where ${matches} and ${visible}${sql.join(chosen, sql``)}`
}

async function count(reading: Reading, source: RawBuilder<unknown>): Promise<number> {
  const [counted] = await readRows(reading, sql<{ n: number }>`select count(*) as n ${source}`)
  return counted?.n ?? 0
}

function orderOf(view: View, sort: { name: string; descending: boolean } | null, dialect: Dialect) {
  const byName = sql`application_search.name_key, application_search.application_id`
  if (!sort) return byName
  const column = columnNamed(view, sort.name)
  if (!column)
    throw refusal(`SortBy ${named(sort.name)} is no column of the list. It has ${listed.join(', ')}.`)
  const key =
    column.name === 'Name'
      ? sql`application_search.name_key`
      : column.kind === 'text'
        ? sortKey(dialect, column)
        : column.sql
  return sql`${key} ${sort.descending ? sql`desc` : sql`asc`}, ${byName}`
}

function resultOf(row: Record<string, unknown>, columns: readonly Column[]): RedrockReply['Results'][number] {
  const values = columns.map(({ name, kind }, index) => [name, inReply(kind, row[`o${index}`])] as const)
  return {
    Entities: [{ Type: 'Application', Key: String(row['id']), IsForeignKey: false }],
    Row: Object.fromEntries(values),
  }
}
