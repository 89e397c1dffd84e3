import { sql } from 'kysely'
import type { Scope } from './scope.ts'
import { datefunc } from './moment.ts'
import { named, refusal } from './tree.ts'
import { adapted, commonKind, dateValue, lowered, ordered, type Value } from './value.ts'

/** Calls one of the functions there are; throws a Problem for any other. */
export function callFunction(name: string, values: readonly Value[], scope: Scope): Value {
  const call = functions.get(name)
  if (!call)
    throw refusal(
      `The function ${named(name)} is not supported. Redrock knows ${[...functions.keys()].join(', ')}, count, sum, min, max and avg.`,
    )
  return call(values, scope)
}

type Call = (values: readonly Value[], scope: Scope) => Value

const lower: Call = (values, { dialect }) => text(lowered(dialect, only('lower', values)))
const upper: Call = (values, { dialect }) => text(sql`upper(${ordered(dialect, only('upper', values))})`)
const trim: Call = (values) => text(sql`trim(${only('trim', values).sql})`)
const length: Call = (values) => ({
  kind: 'number',
  sql: sql`length(${only('length', values).sql})`,
  nocase: false,
})

const substr: Call = ([value, start, count, ...others]) => {
  if (!value || !start || others.length > 0)
    throw refusal('substr takes a text, a position from 1 and a length.')
  const positions = [wholeNumber(start, 1), ...(count ? [wholeNumber(count, 0)] : [])]
  return text(sql`substr(${sql.join([adapted(value, 'text').sql, ...positions])})`)
}

const coalesce: Call = (values) => {
  if (values.length < 2) throw refusal('coalesce takes at least two values.')
  const kind = commonKind(values)
  const same = values.map((value) => adapted(value, kind).sql)
  return { kind, sql: sql`coalesce(${sql.join(same)})`, nocase: values.some((value) => value.nocase) }
}

const dates: Call = (values, { now }) =>
  dateValue(
    datefunc(
      values.map((value) => value.literal),
      now,
    ),
  )

const functions = new Map<string, Call>([
  ['datefunc', dates],
  ['lower', lower],
  ['upper', upper],
  ['trim', trim],
  ['length', length],
  ['substr', substr],
  ['substring', substr],
  ['coalesce', coalesce],
  ['ifnull', coalesce],
])

const text = (expression: Value['sql']): Value => ({ kind: 'text', sql: expression, nocase: false })

function only(name: string, [value, ...others]: readonly Value[]): Value {
  if (!value || others.length > 0) throw refusal(`${name} takes one value.`)
  return adapted(value, 'text')
}

/** As a typed parameter: PostgreSQL would look for a substr of bigint. */
function wholeNumber({ literal }: Value, least: number) {
  if (typeof literal !== 'number' || !Number.isInteger(literal) || literal < least || literal > longestText)
    throw refusal(`substr takes a whole number from ${least} here.`)
  return sql`cast(${literal} as integer)`
}

const longestText = 1_000_000
