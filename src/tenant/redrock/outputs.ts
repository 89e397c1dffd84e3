import type { Expression, Output, Query } from './query.ts'
import { named, refusal } from './tree.ts'
import { columnNamed, type View } from './view.ts'

/** A column of the reply. `unknown` is one that the table does not have: it is null, and no name for other clauses (PB-06). */
export type NamedOutput = { name: string; expression: Expression; unknown?: string }

/** The columns that the query asks for, `*` spelled out. */
export function outputsOf(query: Query, view: View): NamedOutput[] {
  const outputs: NamedOutput[] = []
  for (const column of query.columns) {
    const listed =
      column.kind === 'all' ? everyColumn(view, query, column.qualifier) : [one(column, { view, query })]
    for (const output of listed) {
      const same = outputs.find(
        (each) =>
          each.name === output.name ||
          (output.unknown && each.name.toLowerCase() === output.name.toLowerCase()),
      )
      if (!same) outputs.push(output)
      else if (identity(same.expression, view) !== identity(output.expression, view))
        throw refusal(
          `The column ${named(output.name)} is named twice. Give one of them another name with AS.`,
        )
    }
  }
  return outputs
}

/** The column of the table, whatever the case of its letters. Throws a Problem that names those there are. */
export function columnOf(
  view: View,
  query: Query,
  { qualifier, name }: { qualifier: string | null; name: string },
) {
  requireTable(view, query, qualifier)
  const column = columnNamed(view, name)
  if (column) return column
  throw refusal(
    `There is no column ${named(name)} in ${view.name}. It has ${view.columns.map((each) => each.name).join(', ')}.`,
  )
}

/** A term of ORDER BY or GROUP BY: the number or the name of an output stands for it. */
export function termOf(expression: Expression, outputs: readonly NamedOutput[]): Expression {
  if (expression.kind === 'literal' && typeof expression.value === 'number') {
    const output = outputs[expression.value - 1]
    if (!output)
      throw refusal(`There is no column number ${expression.value}; the query has ${outputs.length}.`)
    if (output.unknown) throw refusal(`Column number ${expression.value} is none of the table.`)
    return output.expression
  }
  const name =
    expression.kind === 'quoted'
      ? expression.text
      : expression.kind === 'column'
        ? expression.name
        : undefined
  const qualified = expression.kind === 'column' && (expression.qualifier !== null || expression.nocase)
  return (!qualified && name !== undefined && outputNamed(outputs, name)?.expression) || expression
}

export const outputNamed = (outputs: readonly NamedOutput[], name: string) =>
  outputs.find((output) => !output.unknown && output.name.toLowerCase() === name.toLowerCase())

/** The same text for expressions that mean the same. */
export function identity(expression: Expression, view: View): string {
  return JSON.stringify(expression, (_, part: unknown) => {
    if (!isColumn(part)) return part
    const name = part.kind === 'column' ? part.name : part.text
    return { column: columnNamed(view, name)?.name ?? name, nocase: part.kind === 'column' && part.nocase }
  })
}

const isColumn = (part: unknown): part is Extract<Expression, { kind: 'column' | 'quoted' }> =>
  typeof part === 'object' &&
  part !== null &&
  'kind' in part &&
  (part.kind === 'column' || part.kind === 'quoted')

function everyColumn(view: View, query: Query, qualifier: string | null): NamedOutput[] {
  requireTable(view, query, qualifier)
  return view.columns.map(({ name }) => ({
    name,
    expression: { kind: 'column', qualifier: null, name, nocase: false },
  }))
}

/** Clients ask for every column that some tenant of the vendor has: those that this one lacks are null. */
function one(
  { expression, as }: Extract<Output, { kind: 'one' }>,
  { view, query }: { view: View; query: Query },
): NamedOutput {
  const name = as ?? inWords(expression, view)
  if (expression.kind !== 'column' || columnNamed(view, expression.name)) return { name, expression }
  requireTable(view, query, expression.qualifier)
  return { name, expression: { kind: 'literal', value: null, nocase: false }, unknown: expression.name }
}

/** How a column is called that the query gives no name: `EventType`, `count(*)`, `lower(Name)`. */
function inWords(expression: Expression, view: View): string {
  switch (expression.kind) {
    case 'column':
      return columnNamed(view, expression.name)?.name ?? expression.name
    case 'quoted':
      return columnNamed(view, expression.text)?.name ?? expression.text
    case 'literal':
      return String(expression.value)
    case 'aggregate': {
      const of = expression.value ? inWords(expression.value, view) : '*'
      return `${expression.name}(${expression.distinct ? 'distinct ' : ''}${of})`
    }
    case 'call':
      return `${expression.name}(${expression.values.map((each) => inWords(each, view)).join(', ')})`
    case 'case':
    case 'compare':
    case 'logic':
    case 'not':
    case 'isNull':
    case 'in':
    case 'between':
    case 'like':
      return expression.kind
  }
}

function requireTable(view: View, { alias }: Query, qualifier: string | null): void {
  if (qualifier === null) return
  const known = [view.name, alias].some((name) => name?.toLowerCase() === qualifier.toLowerCase())
  if (!known) throw refusal(`The query does not read from ${named(qualifier)}.`)
}
