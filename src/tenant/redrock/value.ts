import { sql, type RawBuilder } from 'kysely'
import { containing, likeEscape } from './likePattern.ts'
import { momentOf } from './moment.ts'
import { named, refusal } from './tree.ts'
import { sqlType, textValue, type Dialect, type Kind, type StoredOrder } from './view.ts'

export type Literal = string | number | boolean | null

/** A compiled expression: what it gives, and its value where the query spells it out. */
export type Value = {
  kind: Kind | 'null'
  sql: RawBuilder<unknown>
  nocase: boolean
  /** The stored key by which a bare column is sorted. */
  order?: StoredOrder
  literal?: Literal
}

export function literalValue(literal: Literal, nocase = false): Value {
  if (literal === null) return { kind: 'null', sql: sql`null`, nocase, literal }
  if (typeof literal === 'string') return { kind: 'text', sql: textValue(literal), nocase, literal }
  if (typeof literal === 'boolean')
    return { kind: 'flag', sql: wholeNumber(literal ? 1 : 0), nocase, literal }
  const whole = Number.isSafeInteger(literal)
  return {
    kind: 'number',
    sql: whole ? wholeNumber(literal) : sql`cast(${literal} as double precision)`,
    nocase,
    literal,
  }
}

export const dateValue = (at: number): Value => ({ kind: 'date', sql: wholeNumber(at), nocase: false })

const wholeNumber = (value: number) => sql`cast(${value} as bigint)`

/** The value as another kind, as SQLite would take it; throws a Problem where the two have nothing in common. */
export function adapted(value: Value, kind: Kind): Value {
  const { literal, nocase } = value
  if (value.kind === kind) return value
  if (value.kind === 'null') return { ...value, kind, sql: sql`cast(null as ${sqlType(kind)})` }
  if (kind === 'text') {
    if (value.kind === 'date')
      throw refusal(
        'A date is compared with datefunc(…) or a date such as ‘2026-08-26 11:00’, and is no text.',
      )
    return literal === undefined
      ? { kind, sql: sql`cast(${value.sql} as text)`, nocase }
      : literalValue(String(literal), nocase)
  }
  // Numbers, flags and dates are numbers in the database.
  if (value.kind !== 'text') return { ...value, kind }
  if (typeof literal !== 'string')
    throw refusal(`A ${inWords[value.kind]} and a ${inWords[kind]} cannot be compared.`)
  const number = numberIn(literal, kind)
  if (number === undefined) throw refusal(`${named(literal)} is no ${inWords[kind]}.${hint[kind]}`)
  return { ...literalValue(number), kind }
}

/** The kind that all of these can have. */
export function commonKind(values: readonly Value[]): Kind {
  const spelled = values.filter((value) => value.literal === undefined && value.kind !== 'null')
  const [first] = spelled.length > 0 ? spelled : values.filter((value) => value.kind !== 'null')
  const text = spelled.some((value) => value.kind === 'text')
  return text || !first || first.kind === 'null' ? 'text' : first.kind
}

/** For everything where order counts: bytes on both engines, not a language's own order. */
export const ordered = (dialect: Dialect, value: Value): RawBuilder<unknown> =>
  dialect === 'postgres' && value.kind === 'text' ? sql`(${value.sql} collate "C")` : value.sql

/** Letters of ASCII only, on both engines. */
export const lowered = (dialect: Dialect, value: Value): RawBuilder<unknown> =>
  sql`lower(${ordered(dialect, value)})`

/**
 * Without regard to case, in every script: for COLLATE NOCASE, LIKE and filters. A text of ASCII that is looked for needs no other letters folded, which
 * takes its time in every row.
 */
export const folded = (dialect: Dialect, value: Value, wanted?: string): RawBuilder<unknown> =>
  wanted !== undefined && isAscii(wanted) ? lowered(dialect, value) : foldedWhole(dialect, value)

/** Whether a stored text in lower case contains one of lower case. As a pattern, so that PostgreSQL finds it by an index of trigrams. */
export const contains = (held: RawBuilder<unknown>, text: string): RawBuilder<unknown> =>
  sql`${held} like ${containing(text)} escape ${likeEscape}`

export const isAscii = (text: string) => !/[^ -~\s]/.test(text)

const foldedWhole = (dialect: Dialect, value: Value): RawBuilder<unknown> =>
  dialect === 'sqlite'
    ? sql`fold_case(${value.sql})`
    : sql`(lower(${value.sql} collate "und-x-icu") collate "C")`

/** The same for LIKE. That of SQLite knows the letters of ASCII in either case by itself. */
export const foldedForLike = (dialect: Dialect, value: Value, wanted: string): RawBuilder<unknown> =>
  dialect === 'sqlite' && isAscii(wanted) ? value.sql : folded(dialect, value, wanted)

/** What people expect of an order: neither case nor accents count, until all else is the same (PB-07). */
export const sortKey = (dialect: Dialect, value: Value): RawBuilder<unknown> => {
  if (value.kind !== 'text') return value.sql
  return dialect === 'sqlite'
    ? sql`sort_key(${value.sql})`
    : sql`(lower(regexp_replace(normalize(${value.sql}, nfd), ${'[\u0300-\u036f]'}, '', 'g') collate "und-x-icu") collate "C")`
}

export const foldedText = (text: string) => text.toLowerCase()

function numberIn(text: string, kind: 'number' | 'flag' | 'date'): number | undefined {
  switch (kind) {
    case 'date':
      return momentOf(text) ?? (/^-?\d{1,15}$/.test(text) ? Number(text) : undefined)
    case 'flag':
      return yesOrNo.get(text.toLowerCase())
    case 'number':
      return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : undefined
  }
}

const yesOrNo = new Map([
  ['true', 1],
  ['false', 0],
  ['1', 1],
  ['0', 0],
])
const inWords = { text: 'text', number: 'number', flag: 'yes or no', date: 'date' }
const hint = {
  text: '',
  number: '',
  flag: ' Write true or false.',
  date: " Write datefunc('now', '-30') or a date such as '2026-08-26 11:00'.",
}
