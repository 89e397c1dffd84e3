import { sql, type RawBuilder } from 'kysely'
import { budget } from './budget.ts'
import { condition, value } from './compile.ts'
import { containing, likeEscape } from './likePattern.ts'
import { columnOf, identity, outputNamed, termOf, type NamedOutput } from './outputs.ts'
import { isNocase, partsOf, type Expression, type Query } from './query.ts'
import { mayGoOn } from '#platform/database/longRead.ts'
import type { Scope } from './scope.ts'
import { named, refusal } from './tree.ts'
import {
  adapted,
  contains,
  folded,
  foldedForLike,
  foldedText,
  isAscii,
  ordered,
  type Value,
} from './value.ts'
import { columnNamed, sqlType, type Dialect, type RowFilter, type View } from './view.ts'

export type Surroundings = { view: View; rows: RowFilter; dialect: Dialect; now: number }

/** Where the outputs of a query are computed. `body` is FROM and all that follows, once they have been compiled. */
export type Level = { scope: Scope; body(): RawBuilder<unknown> }

type Given = {
  outputs: readonly NamedOutput[]
  filter: { names: readonly string[]; text: string } | null
  surroundings: Surroundings
}

/** Straight over the rows of the table. */
export function plainLevel(query: Query, given: Given): Level {
  const { view, rows, dialect, now } = given.surroundings
  const inTable = (name: string, nocase = false): Value => {
    const column = columnOf(view, query, { qualifier: null, name })
    const { kind, sql: expression, order, nocase: always } = column
    return { kind, sql: expression, nocase: nocase || always, ...(order && { order }) }
  }
  const scope: Scope = {
    dialect,
    now,
    spend: budget(),
    held: () => undefined,
    column: ({ qualifier, name, nocase }) => {
      // SQLite takes the name of an output here too, after those of the table.
      const output = qualifier === null && !columnNamed(view, name) && outputNamed(given.outputs, name)
      if (output)
        return value(output.expression, {
          ...scope,
          column: (each) => inTable(columnOf(view, query, each).name, each.nocase),
        })
      return inTable(columnOf(view, query, { qualifier, name }).name, nocase)
    },
    quoted: (text) => (columnNamed(view, text) ? inTable(text) : undefined),
    aggregate: ({ name }) => {
      throw refusal(`${name}() cannot stand in WHERE, in GROUP BY or inside another of its kind.`)
    },
  }
  const conditions = [
    ...(rows === 'all' ? [] : [rows === 'none' ? sql`1 = 0` : rows]),
    ...(query.where ? [condition(query.where, scope)] : []),
    ...(given.filter ? filtered(given.filter, { scope, view, outputs: given.outputs }) : []),
  ]
  const where =
    conditions.length > 0
      ? sql` where ${sql.join(
          conditions.map((each) => sql`(${each})`),
          sql` and `,
        )}`
      : sql``
  return { scope, body: () => sql`from ${sql.table(view.table)}${where}` }
}

/**
 * Over groups of rows. Keys and what the aggregates are made from are computed one level down, because PostgreSQL does not
 * recognise an expression with a parameter in it when it meets it again.
 */
export function groupedLevel(query: Query, given: Given): Level {
  const { view, dialect } = given.surroundings
  if (given.filter)
    throw refusal('FilterBy and FilterValue need a query without GROUP BY, HAVING and aggregates.')
  const below = plainLevel(query, given)
  const inner: RawBuilder<unknown>[] = [sql`1 as one`]
  const held = new Map<string, Value>()
  const keys = query.groupBy.map((term) => termOf(term, given.outputs))
  const few = onlyCounts(query) ? fewColumnsOf(view, keys) : null
  for (const [index, key] of keys.entries()) {
    const found = value(key, below.scope)
    const computed = found.kind === 'null' ? adapted(found, 'text') : found
    inner.push(sql`${(isNocase(key) ? folded : ordered)(dialect, computed)} as ${sql.ref(`g${index}`)}`)
    held.set(identity(key, view), { kind: computed.kind, sql: sql.ref(`g${index}`), nocase: false })
  }
  const ungrouped = (name: string) =>
    refusal(`${named(name)} is neither in GROUP BY nor inside count(), sum(), min(), max() or avg().`)
  const scope: Scope = {
    ...below.scope,
    held: (expression) => held.get(identity(expression, view)),
    column: (column) => {
      const output = outputNamed(given.outputs, column.name)
      if (output && !columnNamed(view, column.name)) return value(output.expression, scope)
      throw ungrouped(columnOf(view, query, column).name)
    },
    quoted: (text) => {
      if (columnNamed(view, text)) throw ungrouped(text)
      return undefined
    },
    aggregate: (call) => {
      if (!call.value) return { kind: 'number', sql: few ? sql`sum(alike)` : sql`count(*)`, nocase: false }
      const name = sql.ref(`a${inner.length}`)
      const of = summed(call.name, value(call.value, below.scope))
      inner.push(sql`${ordered(dialect, of)} as ${name}`)
      const kind = call.name === 'min' || call.name === 'max' ? of.kind : 'number'
      return {
        kind,
        sql: sql`${sql.raw(call.name)}(${call.distinct ? sql`distinct ` : sql``}${name})`,
        nocase: of.nocase,
      }
    },
  }
  return {
    scope,
    body() {
      // First, for it may add to what is computed below.
      const having = havingOf(query.having ? condition(query.having, scope) : null, {
        dialect,
        grouped: keys.length > 0,
      })
      const groups =
        keys.length > 0 ? sql` group by ${sql.join(keys.map((_, index) => sql.ref(`g${index}`)))}` : sql``
      const source = few ? countedByFew(view, { few, body: below.body() }) : below.body()
      if (few) inner.push(sql.ref('alike'))
      return sql`from (select ${sql.join(inner)} ${source}) as below${groups}${having}`
    },
  }
}

/** The columns of the database from which all the keys follow, where they have few different values; null when one does not. */
function fewColumnsOf(view: View, keys: readonly Expression[]): string[] | null {
  const columns = keys.map((key) => (key.kind === 'column' ? columnNamed(view, key.name)?.of : undefined))
  const known = columns.filter((column) => column !== undefined)
  return known.length > 0 && known.length === columns.length ? [...new Set(known)] : null
}

/** Each kind of row once, with how many there are alike: an index counts them, and what the keys say is computed for a few. */
function countedByFew(view: View, { few, body }: { few: readonly string[]; body: RawBuilder<unknown> }) {
  const columns = sql.join(few.map((column) => sql.ref(`${view.table}.${column}`)))
  return sql`from (select ${columns}, count(*) as alike ${body} group by ${columns}) as ${sql.table(view.table)}`
}

const onlyCounts = ({ columns, having, orderBy }: Query): boolean =>
  [
    ...columns.map((column) => (column.kind === 'one' ? column.expression : null)),
    having,
    ...orderBy.map(({ expression }) => expression),
  ].every((expression) => expression === null || !hasOtherAggregate(expression))

const hasOtherAggregate = (expression: Expression): boolean =>
  (expression.kind === 'aggregate' && expression.value !== null) ||
  partsOf(expression).some(hasOtherAggregate)

/** A long read on SQLite asks with every row whether it may go on, and so it does with every group. */
function havingOf(
  condition: RawBuilder<unknown> | null,
  { dialect, grouped }: { dialect: Dialect; grouped: boolean },
): RawBuilder<unknown> {
  const conditions = [
    ...(grouped && dialect === 'sqlite' ? [mayGoOn] : []),
    ...(condition === null ? [] : [condition]),
  ]
  return conditions.length === 0 ? sql`` : sql` having ${sql.join(conditions, sql` and `)}`
}

/** Sums are floating: those of whole numbers would outgrow what a program can read exactly. */
function summed(name: string, of: Value): Value {
  if (name !== 'sum' && name !== 'avg') return of.kind === 'null' ? adapted(of, 'text') : of
  const number = adapted(of, 'number')
  return { ...number, sql: sql`cast(${number.sql} as ${sqlType('number')})` }
}

function filtered(
  { names, text }: NonNullable<Given['filter']>,
  { scope, view, outputs }: { scope: Scope; view: View; outputs: readonly NamedOutput[] },
): RawBuilder<unknown>[] {
  const wanted = containing(foldedText(text))
  const expressions = names.map(
    (name): Expression =>
      outputNamed(outputs, name)?.expression ?? { kind: 'column', qualifier: null, name, nocase: false },
  )
  const matches = expressions.map((expression) => {
    const pattern: Expression = { kind: 'literal', value: text, nocase: false }
    scope.spend({ kind: 'like', not: false, value: expression, pattern, escape: null })
    const found = value(expression, scope)
    const asText: Value =
      found.kind === 'text' ? found : { kind: 'text', sql: sql`cast(${found.sql} as text)`, nocase: false }
    return sql`${foldedForLike(scope.dialect, asText, text)} like ${wanted} escape ${likeEscape}`
  })
  const held = isAscii(text) && !text.includes('\n') ? namesOf(view, expressions) : null
  return [
    ...(held ? [amongNames(view, { dialect: scope.dialect, held, text: foldedText(text) })] : []),
    sql.join(matches, sql` or `),
  ]
}

/** The column of the database that holds all of these, if there is one. */
function namesOf({ names, ...view }: View, expressions: readonly Expression[]) {
  const isHeld = (each: Expression) =>
    each.kind === 'column' && names?.of.includes(columnNamed(view, each.name)?.name ?? '')
  return names && expressions.every(isHeld) ? names.held : null
}

/** SQLite goes through an index of the names, which is a tenth of the table. */
function amongNames(
  { table }: View,
  { dialect, held, text }: { dialect: Dialect; held: RawBuilder<unknown>; text: string },
): RawBuilder<unknown> {
  const found = contains(held, text)
  const id = sql.ref(`${table}.id`)
  return dialect === 'sqlite' ? sql`${id} in (select ${id} from ${sql.table(table)} where ${found})` : found
}
