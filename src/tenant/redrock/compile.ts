import { sql, type RawBuilder } from 'kysely'
import { likeEscape, likePattern } from './likePattern.ts'
import { callFunction } from './functions.ts'
import type { Expression } from './query.ts'
import type { Scope } from './scope.ts'
import { refusal } from './tree.ts'
import {
  adapted,
  commonKind,
  folded,
  foldedForLike,
  foldedText,
  literalValue,
  ordered,
  type Value,
} from './value.ts'

/** An expression that gives a value. */
export function value(expression: Expression, scope: Scope): Value {
  const held = scope.held(expression)
  if (held) return held
  scope.spend(expression)
  switch (expression.kind) {
    case 'column':
      return scope.column(expression)
    case 'literal':
      return literalValue(expression.value, expression.nocase)
    case 'quoted':
      return scope.quoted(expression.text) ?? literalValue(expression.text)
    case 'aggregate':
      return scope.aggregate(expression)
    case 'call':
      return callFunction(
        expression.name,
        expression.values.map((each) => value(each, scope)),
        scope,
      )
    case 'case':
      return caseValue(expression, scope)
    case 'compare':
    case 'logic':
    case 'not':
    case 'isNull':
    case 'in':
    case 'between':
    case 'like':
      throw refusal(
        'A comparison stands in WHERE, HAVING or CASE WHEN only. Use CASE WHEN … THEN 1 ELSE 0 END for a value.',
      )
  }
}

/** An expression that holds or not. */
export function condition(expression: Expression, scope: Scope): RawBuilder<unknown> {
  switch (expression.kind) {
    case 'logic': {
      const [left, right] = [condition(expression.left, scope), condition(expression.right, scope)]
      return expression.operator === 'and' ? sql`(${left} and ${right})` : sql`(${left} or ${right})`
    }
    case 'not':
      return sql`(not ${condition(expression.value, scope)})`
    case 'isNull': {
      const { sql: tested } = typed(value(expression.value, scope))
      return expression.not ? sql`(${tested} is not null)` : sql`(${tested} is null)`
    }
    case 'compare':
      return comparison(expression, scope)
    case 'in':
      return membership(expression, scope)
    case 'between':
      return range(expression, scope)
    case 'like':
      scope.spend(expression)
      return likeness(expression, scope)
    case 'column':
    case 'literal':
    case 'quoted':
    case 'aggregate':
    case 'call':
    case 'case': {
      const tested = value(expression, scope)
      if (tested.kind === 'text') throw refusal('A text alone is no condition. Compare it with something.')
      return sql`(${adapted(tested, 'flag').sql} <> 0)`
    }
  }
}

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>

function comparison(
  { operator, ...sides }: Pick<Of<'compare'>, 'operator' | 'left' | 'right'>,
  scope: Scope,
) {
  const [left, right] = alike([value(sides.left, scope), value(sides.right, scope)], scope)
  return compared(operator, left, right, scope)
}

function compared(
  operator: Of<'compare'>['operator'],
  left: Value | undefined,
  right: Value | undefined,
  { dialect }: Scope,
) {
  if (!left || !right) throw refusal('A comparison needs two sides.')
  switch (operator) {
    case '=':
      return sql`(${left.sql} = ${right.sql})`
    case '<>':
      return sql`(${left.sql} <> ${right.sql})`
    case '<':
      return sql`(${ordered(dialect, left)} < ${ordered(dialect, right)})`
    case '<=':
      return sql`(${ordered(dialect, left)} <= ${ordered(dialect, right)})`
    case '>':
      return sql`(${ordered(dialect, left)} > ${ordered(dialect, right)})`
    case '>=':
      return sql`(${ordered(dialect, left)} >= ${ordered(dialect, right)})`
  }
}

function membership({ not, value: of, list }: Of<'in'>, scope: Scope) {
  const [tested, ...items] = alike(
    [of, ...list].map((each) => value(each, scope)),
    scope,
  )
  const found = sql`${tested?.sql} in (${sql.join(items.map((item) => item.sql))})`
  return not ? sql`(not ${found})` : sql`(${found})`
}

function range({ not, value: of, low, high }: Of<'between'>, scope: Scope) {
  const [tested, from, to] = alike(
    [of, low, high].map((each) => value(each, scope)),
    scope,
  )
  if (!tested || !from || !to) throw refusal('BETWEEN needs two values.')
  const within = sql`${ordered(scope.dialect, tested)} between ${ordered(scope.dialect, from)} and ${ordered(scope.dialect, to)}`
  return not ? sql`(not (${within}))` : sql`(${within})`
}

function likeness({ not, value: of, pattern, escape }: Of<'like'>, scope: Scope) {
  const text =
    pattern.kind === 'quoted' ? pattern.text : pattern.kind === 'literal' ? pattern.value : undefined
  if (typeof text !== 'string') throw refusal('LIKE needs a pattern in quotes.')
  const tested = foldedForLike(scope.dialect, adapted(value(of, scope), 'text'), text)
  const found = sql`${tested} like ${likePattern(foldedText(text), escape && foldedText(escape))} escape ${likeEscape}`
  return not ? sql`(not (${found}))` : sql`(${found})`
}

function caseValue({ of, branches, otherwise }: Of<'case'>, scope: Scope): Value {
  const subject = of && value(of, scope)
  const results = [
    ...branches.map((branch) => value(branch.result, scope)),
    otherwise ? value(otherwise, scope) : literalValue(null),
  ]
  const kind = commonKind(results)
  const [...texts] = results.map((result) => adapted(result, kind).sql)
  const otherwiseSql = texts.pop()
  const cases = branches.map(({ when }, index) => {
    const holds = subject
      ? compared('=', ...pair(alike([subject, value(when, scope)], scope)), scope)
      : condition(when, scope)
    return sql`when ${holds} then ${texts[index]}`
  })
  return { kind, sql: sql`(case ${sql.join(cases, sql` `)} else ${otherwiseSql} end)`, nocase: false }
}

const pair = ([left, right]: Value[]) => [left, right] as const

/** All of one kind; without regard to case when one of them asks for it (COLLATE NOCASE). */
function alike(values: readonly Value[], { dialect }: Scope): Value[] {
  const kind = commonKind(values)
  const same = values.map((each) => adapted(each, kind))
  if (kind !== 'text' || !same.some((each) => each.nocase)) return same
  // Folded alike, by what the query spells out
  const spelled = same.map(({ literal }) => literal).filter((literal) => typeof literal === 'string')
  const wanted = spelled.length > 0 ? spelled.join('') : undefined
  return same.map((each) => ({ ...each, sql: folded(dialect, each, wanted) }))
}

const typed = (tested: Value) => (tested.kind === 'null' ? adapted(tested, 'text') : tested)
