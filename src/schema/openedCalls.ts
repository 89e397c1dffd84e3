import { aliases, api, type EndpointName } from './api.ts'
import type { Endpoint } from './endpoint.ts'
import { Recent } from './recent.ts'
import { patternOpens } from './scopePattern.ts'

/** A call as a pattern sees it: canonical path without the leading slash. */
export type OpenedCall = { path: string; endpoint: Endpoint }

/** Under every name that a call has: a pattern opens what the request was sent to. Calls that need no token are none of theirs. */
export const guardedCalls: readonly OpenedCall[] = (Object.keys(api) as EndpointName[])
  .filter((name) => api[name].access.kind !== 'public')
  .flatMap((name) =>
    [api[name].path, ...(aliases[name] ?? [])].map((path) => ({ path: path.slice(1), endpoint: api[name] })),
  )

const remembered = new Recent<ReadonlySet<OpenedCall>>(2000)

/** What a pattern opens of this tenant. A pattern that does not compile opens nothing. */
function openedBy(pattern: string): ReadonlySet<OpenedCall> {
  const known = remembered.get(pattern)
  if (known) return known
  const opened = new Set(guardedCalls.filter(({ path }) => patternOpens(pattern, path)))
  remembered.set(pattern, opened)
  return opened
}

export const openedCalls = (patterns: readonly string[]): ReadonlySet<OpenedCall> =>
  new Set(patterns.flatMap((pattern) => [...openedBy(pattern)]))

/** What the first patterns open that the second do not. */
export function openedBeyond(patterns: readonly string[], before: readonly string[]): OpenedCall[] {
  const already = openedCalls(before)
  return [...openedCalls(patterns)].filter((call) => !already.has(call))
}
