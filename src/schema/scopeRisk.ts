import type { Access, Endpoint } from './endpoint.ts'
import { openedCalls, type OpenedCall } from './openedCalls.ts'
import { userReaders, type Right } from './right.ts'
import type { RiskClass } from './riskClass.ts'
import { opensEverything } from './scopePattern.ts'

/** What the patterns of a scope make possible at most, from the calls that they open. */
export function scopeRisk(patterns: readonly string[]): RiskClass {
  if (patterns.some(opensEverything)) return 'everything'
  const calls = [...openedCalls(patterns)]
  if (calls.length === 0) return 'nothing'
  const opens = (risk: Endpoint['risk']) => calls.some(({ endpoint }) => endpoint.risk === risk)
  if (opens('takesOver')) return 'administers'
  if (opens('writes')) return 'writes'
  if (calls.some(readsUsers)) return 'readsUsers'
  return opens('reads') ? 'reads' : 'little'
}

/** Whether a call shows users to those whose right that is. Where rows follow rights, as in a query, users are among them. */
export function readsUsers({ endpoint }: Pick<OpenedCall, 'endpoint'>): boolean {
  const enough = rightsEnough(endpoint)
  return (
    endpoint.reads &&
    endpoint.risk === 'reads' &&
    enough !== 'everybody' &&
    userReaders.every((right) => enough.includes(right))
  )
}

/**
 * The rights of which one is enough to show or do something with a call, or `everybody`. A right on a single application, which may be enough as well,
 * is none of them; where several are needed at once, all are named.
 */
export function rightsEnough({
  access,
  rowsBy,
}: Pick<Endpoint, 'access' | 'rowsBy'>): readonly Right[] | 'everybody' {
  const named = rightsIn(access)
  if (named === 'everybody') return rowsBy ?? 'everybody'
  return rowsBy ? [...new Set([...named, ...rowsBy])] : named
}

function rightsIn(access: Access): readonly Right[] | 'everybody' {
  switch (access.kind) {
    case 'public':
    case 'anyLogin':
      return 'everybody'
    case 'rights':
      return access.anyOf
    case 'allRights':
      return access.allOf
    case 'byOwner':
      return [...new Set([...access.user.anyOf, ...access.application.anyOf])]
  }
}
