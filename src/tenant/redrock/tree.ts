import sqlParser from 'node-sql-parser/build/sqlite.js'
import { Problem } from '../problem.ts'
import { withNamesQuoted } from './reservedWords.ts'

/** The border to the parser: it gives plain objects whose members only `parse.ts` and this file know. */
export type Node = Record<string, unknown>

/** The one statement of a script. Throws a Problem that says where the script cannot be read. */
export function statementOf(script: string): Node {
  if (script.length > longest) throw refusal(`The query is longer than ${longest} characters.`)
  if (/[^\P{Cc}\t\n\r]/u.test(script) || script.includes(backslash))
    throw refusal('The query holds control characters. Send plain text.')
  refuseLarge(script)
  const [statement, ...others] = [read(script)].flat(2)
  if (!isNode(statement)) throw refusal('The query is empty. Send one SELECT.')
  if (others.length > 0) throw refusal('Send one SELECT; several statements are not supported.')
  return statement
}

export const refusal = (message: string) => new Problem('invalid_request', message)

/** A name from the query, short enough for a message. */
export const named = (name: string) => `"${name.length > 60 ? `${name.slice(0, 60)}…` : name}"`

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const memberOf = (value: unknown, name: string): unknown => (isNode(value) ? value[name] : undefined)

export function nodesOf(value: unknown): Node[] {
  if (value === null || value === undefined) return []
  if (!Array.isArray(value) || !value.every(isNode))
    throw refusal('The query holds something that is not supported.')
  return value
}

/** A name or a text without its quotes; doubled quotes stand for one. */
export function textOf(value: unknown): string {
  if (typeof value !== 'string') throw refusal('The query holds a name that is not supported.')
  return value.replaceAll("''", "'").replaceAll(backslash, '\\')
}

export const nullableText = (value: unknown): string | null =>
  value === null || value === undefined ? null : textOf(value)

export function numberOf(value: unknown): number {
  const number = Number(value)
  if (!Number.isFinite(number)) throw refusal(`The number ${named(String(value))} is too large.`)
  return number
}

/** What the parser may hang on a node without our knowing (windows, locks, filters) is refused, never dropped. */
export function onlyMembers(node: Node, known: readonly string[]): void {
  const other = Object.keys(node).find((key) => !known.includes(key) && hasContent(node[key]))
  if (other !== undefined) throw refusal(`${named(other)} in the query is not supported.`)
}

const hasContent = (value: unknown) => value !== null && value !== undefined && value !== false

const longest = 8000
const mostWords = 1500
const mostBrackets = 120

/** Before the parser works on it, which takes its time for many words and more for brackets that are not closed. */
function refuseLarge(script: string): void {
  const withoutTexts = script.replace(/'[^']*'/g, "''")
  const words = withoutTexts.match(/\w+|[^\w\s]/g) ?? []
  let open = 0
  for (const word of words) {
    if (word === '(') open += 1
    if (word === ')') open -= 1
    if (open > mostBrackets)
      throw refusal(`The query could not be read: more than ${mostBrackets} brackets are open at once.`)
  }
  if (words.length > mostWords) throw refusal(`The query is too large: at most ${mostWords} words and signs.`)
}

/** The parser reads a backslash in a text as the start of an escape; SQL knows no such thing. This stands in for it meanwhile. */
const backslash = '\uFDD0'

const parser = new sqlParser.Parser()

function read(script: string): unknown {
  try {
    return parser.astify(withNamesQuoted(script.replaceAll('\\', backslash)), { database: 'sqlite' })
  } catch (error) {
    throw refusal(`The query could not be read${placeOf(error)}. Send one SELECT over one table.`)
  }
}

function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const reserved = /"(\w{1,40})" is a reserved word/.exec(error.message)?.[1]
  if (reserved) return `: ${named(reserved)} is a reserved word and no name for a column`
  const { location, found } = error as { location?: Place; found?: string | null }
  if (!location) return ''
  const at = `line ${location.start.line}, column ${location.start.column}`
  return found
    ? `: ${named(found.replaceAll(backslash, '\\'))} at ${at} was not expected`
    : `: it ends too early at ${at}`
}

type Place = { start: { line: number; column: number } }
