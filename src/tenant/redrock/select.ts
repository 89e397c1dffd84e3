import { sql, type RawBuilder } from 'kysely'
import { value } from './compile.ts'
import { groupedLevel, plainLevel, type Surroundings } from './level.ts'
import { identity, outputNamed, outputsOf, termOf, type NamedOutput } from './outputs.ts'
import { hasAggregate, isNocase, type Expression, type Ordering, type Query } from './query.ts'
import { named, refusal } from './tree.ts'
import { adapted, ordered, sortKey, type Value } from './value.ts'
import { columnNamed, type Kind, type View } from './view.ts'

/** What comes in the call's Args beside the script. */
export type Arguments = {
  sortBy: { name: string; descending: boolean } | null
  filter: { names: readonly string[]; text: string } | null
}

export type Selection = {
  /** In the order of the SQL columns o0, o1 … */
  columns: (NamedOutput & { kind: Kind })[]
  /** Rows are objects of the table: the SQL has their `id` and `entity` as well. */
  plain: boolean
  isAggregate: boolean
  /** All rows, and what they are sorted by. */
  rows: RawBuilder<unknown>
  order: RawBuilder<unknown>
  /** Of objects: the same rows with nothing but `id` and what they are sorted by, and what is shown of one of them. */
  found: RawBuilder<unknown>
  shown: RawBuilder<unknown>
  /** Counts the rows. */
  counted: RawBuilder<{ n: number }>
}

/** What rows are sorted by. `ready`: it is a column of the reply as well. */
type Key = { name: string; sql: RawBuilder<unknown>; direction: RawBuilder<unknown>; ready: boolean }

/** Compiles a query to SQL in which every value is a parameter and every name is the view's. */
export function select(query: Query, given: Arguments, surroundings: Surroundings): Selection {
  const { view, dialect } = surroundings
  const outputs = outputsOf(query, view)
  const sorts = sortsOf(query, given, { outputs, view })
  const terms = [...outputs, ...sorts].map((each) => each.expression)
  const isAggregate = query.groupBy.length > 0 || query.having !== null || terms.some(hasAggregate)
  const plain = !isAggregate && !query.distinct
  const level = (isAggregate ? groupedLevel : plainLevel)(query, {
    outputs,
    filter: given.filter,
    surroundings,
  })

  const values = outputs.map(({ expression }) => shown(value(expression, level.scope)))
  const columns = values.map((each, index) => sql`${ordered(dialect, each)} as ${sql.ref(`o${index}`)}`)
  const keys: Key[] = []
  let isDefinite = false
  for (const [index, { expression, descending }] of sorts.entries()) {
    const same = outputs.findIndex(
      (output) => identity(output.expression, view) === identity(expression, view),
    )
    if (same < 0 && query.distinct) throw refusal('With DISTINCT, sort by columns of the query.')
    const key = values[same] ?? shown(value(expression, level.scope))
    const sortedBy = (name: string, by: RawBuilder<unknown>, direction: RawBuilder<unknown>) =>
      keys.push({ name, sql: by, direction, ready: name.startsWith('o') })
    // A stored key says all by itself, and an index has it
    if (key.order && !isNocase(expression)) {
      sortedBy(`s${index}`, key.order.key, descending ? sql`desc` : sql`asc`)
      isDefinite = plain && key.order.alone
      if (isDefinite) break
      continue
    }
    // As SQLite does; PostgreSQL puts nulls at the other end.
    const direction = descending ? sql`desc nulls last` : sql`asc nulls first`
    sortedBy(`s${index}`, sortKey(dialect, key), direction)
    // What differs in case or accents alone has an order too
    if (key.kind === 'text' && !isNocase(expression))
      sortedBy(same >= 0 ? `o${same}` : `t${index}`, ordered(dialect, key), direction)
  }
  const last = sorts.at(-1)?.descending ?? false
  if (!isDefinite) keys.push(...restOf({ plain, view, columns: outputs.length, descending: last }))
  const own = plain ? ownColumns(surroundings) : []
  const body = level.body()
  const rows = sql`select ${query.distinct ? sql`distinct ` : sql``}${sql.join([
    ...columns,
    ...keys.filter(({ ready }) => !ready).map(asKey),
    ...own,
  ])} ${body}`
  return {
    columns: outputs.map((output, index) => ({ ...output, kind: values[index]?.kind ?? 'text' })),
    plain,
    isAggregate,
    rows,
    order: sql.join(keys.map(({ name, direction }) => sql`${sql.ref(name)} ${direction}`)),
    found: sql`select ${sql.join([sql`${sql.ref(`${view.table}.id`)} as id`, ...keys.map(asKey)])} ${body}`,
    shown: sql.join([...columns, ...own]),
    counted: plain ? sql`select count(*) as n ${body}` : sql`select count(*) as n from (${rows}) as counted`,
  }
}

const asKey = ({ name, sql: by }: Key) => sql`${by} as ${sql.ref(name)}`

type Rest = { plain: boolean; view: View; columns: number; descending: boolean }

/** What makes every order definite. Of objects it goes the way of what it follows, so that an index gives both ways. */
function restOf({ plain, view, columns, descending }: Rest): Key[] {
  if (plain) {
    const way = descending ? sql`desc` : sql`asc`
    return view.order.map((by, index) => ({ name: `place${index}`, sql: by, direction: way, ready: false }))
  }
  const direction = sql`asc nulls first`
  return Array.from({ length: columns }, (_, index) => {
    const name = `o${index}`
    return { name, sql: sql.ref(name), direction, ready: true }
  })
}

const columnOfView = (view: View, name: string): Expression | undefined =>
  columnNamed(view, name) && { kind: 'column', qualifier: null, name, nocase: false }

function sortsOf(
  { orderBy }: Query,
  { sortBy }: Arguments,
  { outputs, view }: { outputs: readonly NamedOutput[]; view: View },
): Ordering[] {
  const inScript = orderBy.map(({ expression, descending }) => ({
    expression: termOf(expression, outputs),
    descending,
  }))
  if (!sortBy) return inScript
  const expression = outputNamed(outputs, sortBy.name)?.expression ?? columnOfView(view, sortBy.name)
  if (!expression)
    throw refusal(
      `SortBy ${named(sortBy.name)} is no column of the query, nor of ${view.name}. The query has ${outputs.map(({ name }) => name).join(', ')}.`,
    )
  // The script's own order is left for what is alike, and goes the same way: an index gives both ways
  const rest = inScript.map((each) => ({ ...each, descending: each.descending !== sortBy.descending }))
  return [{ expression, descending: sortBy.descending }, ...rest]
}

const ownColumns = ({ view }: Surroundings) => [
  sql`${sql.ref(`${view.table}.id`)} as id`,
  sql`${view.entity.key} as entity`,
]

/** A null in the query's own text needs some kind to be shown as. */
const shown = (each: Value): Value & { kind: Kind } => {
  const kind = each.kind === 'null' ? 'text' : each.kind
  return { ...adapted(each, kind), kind }
}
