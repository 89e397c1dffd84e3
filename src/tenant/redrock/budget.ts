import type { Scope } from './scope.ts'
import { refusal } from './tree.ts'

/** What a row can cost: functions and LIKE patterns, those of FilterBy and of columns that are used by name among them. */
const mostCalls = 40
const mostParts = 2000

/** Counts what a query becomes, which is more than what it says where names stand for expressions. */
export function budget(): Scope['spend'] {
  let calls = 0
  let parts = 0
  return (expression) => {
    parts += 1
    if (expression.kind === 'like' || (expression.kind === 'call' && expression.name !== 'datefunc'))
      calls += 1
    if (calls > mostCalls)
      throw refusal(`The query is too large: at most ${mostCalls} functions and LIKE patterns.`)
    if (parts > mostParts)
      throw refusal(`The query is too large: at most ${mostParts} names, values and operators.`)
  }
}
