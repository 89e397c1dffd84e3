import type { Aggregate, Comparison, Expression } from './query.ts'
import {
  isNode,
  memberOf,
  named,
  nodesOf,
  nullableText,
  numberOf,
  onlyMembers,
  refusal,
  textOf,
  type Node,
} from './tree.ts'

const mostNodes = 500
const deepest = 120

/** Turns the expressions of one query into ours, refusing every kind of node and every member that it does not know. */
export class ExpressionReader {
  #nodes = 0
  #depth = 0

  optional(value: unknown): Expression | null {
    return value === null || value === undefined ? null : this.read(value)
  }

  read(node: unknown): Expression {
    if (!isNode(node)) throw refusal('The query holds something that is not supported.')
    if (node['ast']) throw refusal('Sub-queries are not supported. Send one SELECT over one table.')
    this.#nodes += 1
    this.#depth += 1
    if (this.#nodes > mostNodes)
      throw refusal(`The query is too large: at most ${mostNodes} names, values and operators.`)
    if (this.#depth > deepest) throw refusal(`The query is nested too deeply: at most ${deepest} levels.`)
    const expression = this.#kind(node)
    this.#depth -= 1
    return expression
  }

  #kind(node: Node): Expression {
    switch (node['type']) {
      case 'column_ref':
        onlyMembers(node, ['type', 'table', 'column', 'collate', 'parentheses'])
        return {
          kind: 'column',
          qualifier: nullableText(node['table']),
          name: textOf(node['column']),
          nocase: isNocase(node['collate']),
        }
      case 'single_quote_string':
      case 'string':
        onlyMembers(node, ['type', 'value', 'suffix', 'escape', 'parentheses'])
        if (isNode(node['suffix'])) onlyMembers(node['suffix'], ['collate'])
        return {
          kind: 'literal',
          value: textOf(node['value']),
          nocase: isNocase(memberOf(node['suffix'], 'collate')),
        }
      case 'double_quote_string':
        onlyMembers(node, ['type', 'value', 'parentheses'])
        return { kind: 'quoted', text: textOf(node['value']) }
      case 'number':
      case 'bigint':
        onlyMembers(node, ['type', 'value', 'parentheses'])
        return { kind: 'literal', value: numberOf(node['value']), nocase: false }
      case 'bool':
        onlyMembers(node, ['type', 'value', 'parentheses'])
        return { kind: 'literal', value: node['value'] === true, nocase: false }
      case 'null':
        onlyMembers(node, ['type', 'value', 'parentheses'])
        return { kind: 'literal', value: null, nocase: false }
      case 'unary_expr':
        return this.#unary(node)
      case 'binary_expr':
        return this.#binary(node)
      case 'case':
        return this.#case(node)
      case 'function':
        return this.#call(node)
      case 'aggr_func':
        return this.#aggregate(node)
      default:
        throw refusal(
          `${typeof node['type'] === 'string' ? named(node['type']) : 'Something'} in the query is not supported.`,
        )
    }
  }

  #unary(node: Node): Expression {
    onlyMembers(node, ['type', 'operator', 'expr', 'parentheses'])
    if (node['operator'] === 'NOT' || node['operator'] === '!')
      return { kind: 'not', value: this.read(node['expr']) }
    const value = this.read(node['expr'])
    if (node['operator'] === '-' && value.kind === 'literal' && typeof value.value === 'number')
      return { ...value, value: -value.value }
    throw unsupportedOperator(node['operator'])
  }

  #binary(node: Node): Expression {
    onlyMembers(node, ['type', 'operator', 'left', 'right', 'parentheses'])
    const operator = String(node['operator']).toUpperCase()
    const not = operator.startsWith('NOT ')
    const value = this.read(node['left'])
    const right = node['right']
    if (operator === 'AND' || operator === 'OR')
      return {
        kind: 'logic',
        operator: operator === 'AND' ? 'and' : 'or',
        left: value,
        right: this.read(right),
      }
    if (Object.hasOwn(comparisons, operator))
      return {
        kind: 'compare',
        operator: comparisons[operator] as Comparison,
        left: value,
        right: this.read(right),
      }
    switch (not ? operator.slice(4) : operator) {
      case 'IS':
      case 'IS NOT':
        if (!isNode(right) || right['type'] !== 'null')
          throw refusal('IS is supported with NULL only. Use = for other values.')
        return { kind: 'isNull', not: operator === 'IS NOT', value }
      case 'IN':
        return {
          kind: 'in',
          not,
          value,
          list: this.#list(right, 'IN needs a list of values in parentheses.'),
        }
      case 'BETWEEN': {
        const [low, high, ...others] = this.#list(right, 'BETWEEN needs two values.')
        if (!low || !high || others.length > 0) throw refusal('BETWEEN needs two values.')
        return { kind: 'between', not, value, low, high }
      }
      case 'LIKE': {
        const escape = memberOf(memberOf(memberOf(right, 'escape'), 'value'), 'value')
        return {
          kind: 'like',
          not,
          value,
          pattern: this.read(right),
          escape: escape === undefined ? null : textOf(escape),
        }
      }
      default:
        throw unsupportedOperator(operator)
    }
  }

  #list(node: unknown, message: string): Expression[] {
    if (!isNode(node) || node['type'] !== 'expr_list') throw refusal(message)
    return nodesOf(node['value']).map((item) => this.read(item))
  }

  #case(node: Node): Expression {
    onlyMembers(node, ['type', 'expr', 'args', 'parentheses'])
    const of = this.optional(node['expr'])
    const parts = nodesOf(node['args'])
    const otherwise = parts.find((part) => part['type'] === 'else')
    return {
      kind: 'case',
      of,
      branches: parts
        .filter((part) => part['type'] === 'when')
        .map((part) => ({ when: this.read(part['cond']), result: this.read(part['result']) })),
      otherwise: otherwise ? this.read(otherwise['result']) : null,
    }
  }

  #call(node: Node): Expression {
    onlyMembers(node, ['type', 'name', 'args', 'parentheses'])
    const [part, ...schema] = nodesOf(memberOf(node['name'], 'name'))
    if (!part || schema.length > 0 || memberOf(node['name'], 'schema'))
      throw refusal('That function is not supported.')
    const name = textOf(part['value']).toLowerCase()
    const values = isNode(node['args']) ? this.#list(node['args'], 'That function is not supported.') : []
    if (name === 'not' && values.length === 1 && values[0]) return { kind: 'not', value: values[0] }
    return { kind: 'call', name, values }
  }

  #aggregate(node: Node): Expression {
    onlyMembers(node, ['type', 'name', 'args', 'parentheses'])
    const name = textOf(node['name']).toLowerCase()
    const args = node['args']
    if (!isAggregate(name) || !isNode(args)) throw refusal(`The function ${named(name)} is not supported.`)
    onlyMembers(args, ['expr', 'distinct', 'parentheses'])
    const all = memberOf(args['expr'], 'type') === 'star'
    if (all && name !== 'count') throw refusal(`${name}(*) is not supported. Name a column.`)
    return {
      kind: 'aggregate',
      name,
      distinct: Boolean(args['distinct']),
      value: all ? null : this.read(args['expr']),
    }
  }
}

const comparisons: Record<string, Comparison> = {
  '=': '=',
  '==': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}
const unsupportedOperator = (operator: unknown) =>
  refusal(`The operator ${named(String(operator))} is not supported.`)
const isAggregate = (name: string): name is Aggregate => ['count', 'sum', 'min', 'max', 'avg'].includes(name)

function isNocase(collate: unknown): boolean {
  if (collate === null || collate === undefined) return false
  const name = memberOf(memberOf(collate, 'collate'), 'name')
  const word = typeof name === 'string' ? name.toUpperCase() : ''
  if (word !== 'NOCASE' && word !== 'BINARY') throw refusal('COLLATE is supported with NOCASE only.')
  return word === 'NOCASE'
}
