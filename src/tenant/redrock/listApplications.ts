import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { RedrockArgs, RedrockReply } from '#schema/redrock.ts'
import { webApplications, type applicationTable, type ColumnName } from '#schema/redrockColumns.ts'
import { applicationReaders } from '#schema/right.ts'
import { holdsAny, type Actor } from '../actor.ts'
import type { Tenant } from '../tenant.ts'
import { argumentsOf, pageOf } from './page.ts'
import { pageStatement } from './pageStatement.ts'
import { readRows } from '../readRows.ts'
import { inReply, redrockReplyOf } from './reply.ts'
import type { Arguments } from './select.ts'
import { named, refusal } from './tree.ts'
import { contains, sortKey } from './value.ts'
import { columnNamed, type Column, type Dialect, type View } from './view.ts'
import { applicationView } from './views/applicationView.ts'

/**
 * The list of applications that portals and clients page through (contract.md 3.4), by way of the narrow search table. A
 * FilterValue is looked for in names, IDs, tags, owners, clients, redirects and scopes, whatever FilterBy names; FilterQuery keeps those
 * that have each of the values it names.
 */
export async function listApplications(
  { database, clock }: Pick<Tenant, 'database' | 'clock'>,
  actor: Actor,
  args: RedrockArgs,
): Promise<RedrockReply> {
  const view = applicationView(database.kind, clock())
  const { offset: from, size: wanted } = pageOf(args)
  const columns = view.columns.filter(({ name }) => listed.includes(name))
  const values = columns.map((column, index) => sql`${column.sql} as ${sql.ref(`o${index}`)}`)
  const text = args.FilterValue ?? ''
  const { found, counted, order } = foundBy(view, {
    dialect: database.kind,
    actor,
    text,
    facets: facetsOf(args.FilterQuery),
    sort: argumentsOf(args).sortBy,
  })
  const rows = await readRows(
    { database, actor },
    pageStatement<Record<string, unknown>>({
      table: view.table,
      found,
      shown: sql.join([sql`application.id as id`, ...values]),
      order,
      from,
      wanted,
      searched: text !== '',
    }),
  )
  const complete = from === 0 && rows.length < wanted
  return redrockReplyOf({
    columns: columns.map(({ name, kind }) => ({ name, kind, table: view.name })),
    results: rows.map((row) => resultOf(row, columns)),
    fullCount: complete
      ? rows.length
      : Number(rows[0]?.['found'] ?? (await readRows({ database, actor }, counted))[0]?.n ?? 0),
  })
}

const listed: readonly string[] = webApplications.columns

const facets = [
  'TemplateName',
  'State',
  'AuthMethods',
  'ClientIdType',
  'TokenType',
  'LastUsed',
  'SecretState',
] as const satisfies readonly ColumnName<typeof applicationTable>[]

const facet = z.partialRecord(z.enum(facets), z.string())

function facetsOf(given: unknown): [name: string, wanted: string][] {
  const read = facet.safeParse(given ?? {})
  if (!read.success)
    throw refusal(
      `FilterQuery of the list takes ${facets.slice(0, -1).join(', ')} and ${facets.at(-1)}, each a text.`,
    )
  return Object.entries(read.data)
}

type Wanted = {
  dialect: Dialect
  actor: Actor
  text: string
  facets: [name: string, wanted: string][]
  sort: Arguments['sortBy']
}

/** The search table is gone through alone where nothing else is asked, and the applications where no text is looked for. */
export function foundBy(view: View, { dialect, actor, text, facets, sort }: Wanted) {
  const visible = view.rowsFor(actor)
  const key = keyOf(view, sort, dialect)
  const conditions = facets.map((facet) => fits(view, facet))
  const alone = text !== '' && key === null && conditions.length === 0 && holdsAny(actor, applicationReaders)
  if (!alone && visible !== 'all') conditions.push(visible === 'none' ? sql`1 = 0` : visible)
  if (text !== '') conditions.push(contains(sql`application_search.text`, text.toLowerCase()))
  const searchTable = sql`application_search${alone ? sql`` : sql` inner join application on application.id = application_search.application_id`}`
  const table = text === '' ? sql`application` : searchTable
  const body = sql`from ${table}${conditions.length === 0 ? sql`` : sql` where ${sql.join(conditions, sql` and `)}`}`
  // In the order of an index, each time: the name, and what no two have alike
  const [id, name, place] = alone
    ? [sql`application_id`, sql`name_key`, sql`application_id`]
    : [sql`application.id`, sql`application.sort_key`, sql`application.application_id_key`]
  const direction = sort?.descending ? sql`desc` : sql`asc`
  return {
    found: sql`select ${id} as id, ${name} as name_key, ${place} as place${key === null ? sql`` : sql`, ${key} as sort_by`} ${body}`,
    counted: sql<{ n: number }>`select count(*) as n ${body}`,
    // All one way, so that an index gives it both ways
    order: sql`${key === null ? sql`` : sql`sort_by ${direction}, `}name_key ${direction}, place ${direction}`,
  }
}

/** Of several auth methods one is enough. */
function fits(view: View, [name, wanted]: [name: string, wanted: string]): RawBuilder<unknown> {
  const held = columnNamed(view, name)?.sql
  return name === 'AuthMethods'
    ? contains(sql`',' || ${held} || ','`, `,${wanted},`)
    : sql`${held} = ${wanted}`
}

/** Null for the order by name, which is that of the list. */
function keyOf(view: View, sort: Wanted['sort'], dialect: Dialect): RawBuilder<unknown> | null {
  if (!sort) return null
  const column = columnNamed(view, sort.name)
  if (!column)
    throw refusal(`SortBy ${named(sort.name)} is no column of the list. It has ${listed.join(', ')}.`)
  if (column.name === 'Name') return null
  return column.order?.key ?? (column.kind === 'text' ? sortKey(dialect, column) : column.sql)
}

function resultOf(row: Record<string, unknown>, columns: readonly Column[]): RedrockReply['Results'][number] {
  const values = columns.map(({ name, kind }, index) => [name, inReply(kind, row[`o${index}`])] as const)
  return {
    Entities: [{ Type: 'Application', Key: String(row['id']), IsForeignKey: false }],
    Row: Object.fromEntries(values),
  }
}
