/** What Redrock understands: one SELECT over one table (D7). `parse.ts` makes it from text; nothing else gets further. */
export type Query = {
  distinct: boolean
  columns: Output[]
  table: string
  alias: string | null
  where: Expression | null
  groupBy: Expression[]
  having: Expression | null
  orderBy: Ordering[]
  limit: number | null
  offset: number
}

export type Output =
  { kind: 'all'; qualifier: string | null } | { kind: 'one'; expression: Expression; as: string | null }

export type Ordering = { expression: Expression; descending: boolean }

/** `nocase` stands for COLLATE NOCASE. */
export type Expression =
  | { kind: 'column'; qualifier: string | null; name: string; nocase: boolean }
  | { kind: 'literal'; value: string | number | boolean | null; nocase: boolean }
  /** In double quotes: a column where there is one of that name, else a text, as in SQLite. */
  | { kind: 'quoted'; text: string }
  | { kind: 'compare'; operator: Comparison; left: Expression; right: Expression }
  | { kind: 'logic'; operator: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'not'; value: Expression }
  | { kind: 'isNull'; not: boolean; value: Expression }
  | { kind: 'in'; not: boolean; value: Expression; list: Expression[] }
  | { kind: 'between'; not: boolean; value: Expression; low: Expression; high: Expression }
  | { kind: 'like'; not: boolean; value: Expression; pattern: Expression; escape: string | null }
  | { kind: 'case'; of: Expression | null; branches: Branch[]; otherwise: Expression | null }
  | { kind: 'call'; name: string; values: Expression[] }
  /** `value` is null for count(*). */
  | { kind: 'aggregate'; name: Aggregate; distinct: boolean; value: Expression | null }

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='
export type Aggregate = 'count' | 'sum' | 'min' | 'max' | 'avg'
type Branch = { when: Expression; result: Expression }

/** What an expression is made of, one level down. */
export function partsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'column':
    case 'literal':
    case 'quoted':
      return []
    case 'compare':
    case 'logic':
      return [expression.left, expression.right]
    case 'not':
    case 'isNull':
      return [expression.value]
    case 'in':
      return [expression.value, ...expression.list]
    case 'between':
      return [expression.value, expression.low, expression.high]
    case 'like':
      return [expression.value, expression.pattern]
    case 'case':
      return [
        expression.of,
        expression.otherwise,
        ...expression.branches.flatMap(({ when, result }) => [when, result]),
      ].filter((part) => part !== null)
    case 'call':
      return expression.values
    case 'aggregate':
      return expression.value ? [expression.value] : []
  }
}

export const hasAggregate = (expression: Expression): boolean =>
  expression.kind === 'aggregate' || partsOf(expression).some(hasAggregate)

export const isNocase = (expression: Expression): boolean =>
  (expression.kind === 'column' || expression.kind === 'literal') && expression.nocase
