import type { Expression } from './query.ts'
import type { Value } from './value.ts'
import type { Dialect } from './view.ts'

/** Where an expression stands: what names mean there. */
export type Scope = {
  dialect: Dialect
  now: number
  /** Told of each value and LIKE that becomes SQL; throws a Problem when there are too many. */
  spend(expression: Expression): void
  /** An expression that is at hand already (a key of GROUP BY), or undefined. */
  held(expression: Expression): Value | undefined
  /** Throws a Problem for a name that there is not. */
  column(expression: Expression & { kind: 'column' }): Value
  /** A name in double quotes, or undefined when it is no column and so a text. */
  quoted(text: string): Value | undefined
  aggregate(expression: Expression & { kind: 'aggregate' }): Value
}
