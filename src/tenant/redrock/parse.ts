import type { Ordering, Output, Query } from './query.ts'
import { ExpressionReader } from './readExpression.ts'
import {
  isNode,
  memberOf,
  nodesOf,
  nullableText,
  numberOf,
  onlyMembers,
  refusal,
  statementOf,
  textOf,
  type Node,
} from './tree.ts'

/** Reads a script, or throws a Problem that says what is not understood. */
export function parse(script: string): Query {
  const node = statementOf(script)
  if (node['type'] !== 'select') throw refusal('Redrock only reads. Send one SELECT.')
  if (node['with']) throw refusal('WITH is not supported. Send one SELECT over one table.')
  if (node['_next'] || node['set_op']) throw refusal('UNION, INTERSECT and EXCEPT are not supported.')
  onlyMembers(node, members)
  const reader = new ExpressionReader()
  const columns = nodesOf(node['columns']).map((column) => outputOf(column, reader))
  if (columns.length > mostColumns) throw refusal(`At most ${mostColumns} columns.`)
  const [groups, orders] = [nodesOf(memberOf(node['groupby'], 'columns')), nodesOf(node['orderby'])]
  if (Math.max(groups.length, orders.length) > mostKeys)
    throw refusal(`At most ${mostKeys} columns in GROUP BY, and as many in ORDER BY.`)
  return {
    distinct: node['distinct'] === 'DISTINCT',
    columns,
    ...tableOf(node['from']),
    where: reader.optional(node['where']),
    groupBy: groups.map((each) => reader.read(each)),
    having: reader.optional(node['having']),
    orderBy: orders.map((each) => orderingOf(each, reader)),
    ...limitOf(node['limit']),
  }
}

/** A published collector of events asks for 88. */
const mostColumns = 200
const mostKeys = 20
const members = [
  'type',
  'columns',
  'from',
  'distinct',
  'where',
  'groupby',
  'having',
  'orderby',
  'limit',
  'parentheses_symbol',
]

function tableOf(from: unknown): { table: string; alias: string | null } {
  const [table, ...others] = nodesOf(from)
  if (!table) throw refusal('The query names no table. Write FROM and one table.')
  if (others.length > 0) throw refusal('Joins are not supported. Send one SELECT over one table.')
  if (table['expr']) throw refusal('Sub-queries are not supported. Send one SELECT over one table.')
  onlyMembers(table, ['table', 'as'])
  return { table: textOf(table['table']), alias: nullableText(table['as']) }
}

function outputOf(column: Node, reader: ExpressionReader): Output {
  onlyMembers(column, ['expr', 'as', 'type'])
  const expr = column['expr']
  if (isNode(expr) && expr['type'] === 'column_ref' && expr['column'] === '*')
    return { kind: 'all', qualifier: nullableText(expr['table']) }
  return { kind: 'one', expression: reader.read(expr), as: nullableText(column['as']) }
}

function orderingOf(node: Node, reader: ExpressionReader): Ordering {
  onlyMembers(node, ['expr', 'type'])
  return { expression: reader.read(node['expr']), descending: node['type'] === 'DESC' }
}

function limitOf(node: unknown): { limit: number | null; offset: number } {
  if (!isNode(node)) return { limit: null, offset: 0 }
  const values = nodesOf(node['value']).map((each) => numberOf(each['value']))
  if (values.some((value) => !Number.isSafeInteger(value) || value < 0))
    throw refusal('LIMIT needs whole numbers from 0.')
  const [first = null, second = 0] = values
  // LIMIT offset, count – or LIMIT count OFFSET offset
  return node['seperator'] === ',' ? { limit: second, offset: first ?? 0 } : { limit: first, offset: second }
}
