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
  rows: RawBuilder<unknown>
  order: RawBuilder<unknown>
}

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
  const order: RawBuilder<unknown>[] = []
  let isDefinite = false
  for (const { expression, descending } of sorts) {
    const same = outputs.findIndex(
      (output) => identity(output.expression, view) === identity(expression, view),
    )
    if (same < 0 && query.distinct) throw refusal('With DISTINCT, sort by columns of the query.')
    const key = values[same] ?? shown(value(expression, level.scope))
    const names = [`s${order.length}`]
    // A stored key says all by itself, and an index has it
    if (key.order && !isNocase(expression)) {
      columns.push(sql`${key.order.key} as ${sql.ref(names[0] ?? '')}`)
      order.push(sql`${sql.ref(names[0] ?? '')} ${descending ? sql`desc` : sql`asc`}`)
      isDefinite = plain && key.order.alone
      if (isDefinite) break
      continue
    }
    columns.push(sql`${sortKey(dialect, key)} as ${sql.ref(names[0] ?? '')}`)
    // What differs in case or accents alone has an order too
    if (key.kind === 'text' && !isNocase(expression)) {
      names.push(same >= 0 ? `o${same}` : `t${order.length}`)
      if (same < 0) columns.push(sql`${ordered(dialect, key)} as ${sql.ref(`t${order.length}`)}`)
    }
    // As SQLite does; PostgreSQL puts nulls at the other end.
    for (const name of names)
      order.push(descending ? sql`${sql.ref(name)} desc nulls last` : sql`${sql.ref(name)} asc nulls first`)
  }
  if (plain) columns.push(...ownColumns(surroundings))
  const rest = plain ? view.order.map((_, index) => `place${index}`) : outputs.map((_, index) => `o${index}`)
  const definite = isDefinite ? [] : rest
  return {
    columns: outputs.map((output, index) => ({ ...output, kind: values[index]?.kind ?? 'text' })),
    plain,
    isAggregate,
    rows: sql`select ${query.distinct ? sql`distinct ` : sql``}${sql.join(columns)} ${level.body()}`,
    order: sql.join([...order, ...definite.map((name) => sql`${sql.ref(name)} asc nulls first`)]),
  }
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
  return [{ expression, descending: sortBy.descending }, ...inScript]
}

const ownColumns = ({ view }: Surroundings) => [
  sql`${sql.ref(`${view.table}.id`)} as id`,
  sql`${view.entity.key} as entity`,
  ...view.order.map((each, index) => sql`${each} as ${sql.ref(`place${index}`)}`),
]

/** A null in the query's own text needs some kind to be shown as. */
const shown = (each: Value): Value & { kind: Kind } => {
  const kind = each.kind === 'null' ? 'text' : each.kind
  return { ...adapted(each, kind), kind }
}
