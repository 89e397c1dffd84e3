import { readJson } from '#platform/jsonBody.ts'
import { HttpFault } from '#platform/httpFault.ts'
import { containing, likeEscape } from './likePattern.ts'
import type { Expression } from './query.ts'
import { isNode, named, refusal } from './tree.ts'

/** What the names of a directory query stand for: a column of the table, or a text that is the same for every row. */
export type Names = Readonly<Record<string, { column: string } | { text: string }>>

/**
 * The condition of a directory query (contract.md 4.5) as one of ours: JSON inside a text, of _and, _or, _like and _eq. Null means everybody.
 * A name that this directory does not keep, such as givenName, fits nobody: clients look for a text in several at once.
 */
export function conditionOf(filter: string, names: Names): Expression | null {
  const found = all(parsed(filter), names)
  if (found && testsIn(found) > mostTests) throw refusal(`A filter has at most ${mostTests} comparisons.`)
  return found
}

const mostTests = 100
const testsIn = (expression: Expression): number =>
  expression.kind === 'logic' ? testsIn(expression.left) + testsIn(expression.right) : 1

function parsed(filter: string): unknown {
  try {
    return readJson(filter)
  } catch (error) {
    if (error instanceof HttpFault)
      throw refusal(`A filter cannot be read. ${error.message.replace(/^The body/, 'It')}`)
    throw error
  }
}

/** Every member of the object has to hold. */
function all(node: unknown, names: Names): Expression | null {
  if (!isNode(node)) throw refusal('A filter is a JSON object, such as {"SystemName":{"_like":"ada"}}.')
  return joined(
    'and',
    Object.entries(node).map(([name, value]) => {
      if (name === '_and' || name === '_or') return several(name === '_and' ? 'and' : 'or', value, names)
      return test(valueNamed(name, names), value)
    }),
  )
}

function several(operator: 'and' | 'or', list: unknown, names: Names): Expression | null {
  if (!Array.isArray(list)) throw refusal('_and and _or take a list of filters.')
  const parts = list.map((each) => all(each, names))
  // One that holds for everybody
  if (operator === 'or' && parts.includes(null)) return null
  return joined(operator, parts)
}

const joined = (operator: 'and' | 'or', parts: (Expression | null)[]): Expression | null =>
  parts.reduce(
    (left, right) => (left && right ? { kind: 'logic', operator, left, right } : (left ?? right)),
    null,
  )

function valueNamed(name: string, names: Names): Expression | null {
  if (name.startsWith('_') && name !== '_ID')
    throw refusal(`The operator ${named(name)} is not supported. There are _and, _or, _like and _eq.`)
  const found = Object.entries(names).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1]
  if (!found) return null
  return 'column' in found
    ? { kind: 'column', qualifier: null, name: found.column, nocase: true }
    : { kind: 'literal', value: found.text, nocase: true }
}

/** A value stands for _eq; some clients write what they look for as an object with `value`. */
function test(value: Expression | null, wanted: unknown): Expression {
  const [[operator, operand] = ['_eq', wanted], ...others] = isNode(wanted)
    ? Object.entries(wanted)
    : [['_eq', wanted] as const]
  if (others.length > 0) throw refusal('Compare a name with one operator, _like or _eq.')
  const text = isNode(operand) ? operand['value'] : operand
  if (typeof text !== 'string') throw refusal(`${named(operator)} takes a text.`)
  if (operator !== '_like' && operator !== '_eq')
    throw refusal(`The operator ${named(operator)} is not supported. There are _and, _or, _like and _eq.`)
  if (!value) return nobody
  const pattern: Expression = { kind: 'literal', value: containing(text), nocase: false }
  return operator === '_like'
    ? { kind: 'like', not: false, value, pattern, escape: likeEscape }
    : { kind: 'compare', operator: '=', left: value, right: { kind: 'literal', value: text, nocase: true } }
}

const number = (value: number): Expression => ({ kind: 'literal', value, nocase: false })
const nobody: Expression = { kind: 'compare', operator: '=', left: number(1), right: number(0) }
