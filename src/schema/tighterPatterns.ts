import { openedCalls } from './openedCalls.ts'
import { longestPattern, mostPatterns, patternOpens } from './scopePattern.ts'

/** How often a path was called with a scope. */
type Called = { path: string; calls: number }

/** Patterns that open less, and which of the calls that were really made they would have refused. */
type Tighter = { patterns: string[]; opens: number; refuses: Called[] }

/** A path that was called so seldom beside the others may be a mistake. */
const seldom = 0.01

/**
 * Ready alternatives to the patterns of a scope, computed from what was called with it: exactly what was called, and the same without what was called
 * seldom. Only those that open less; none where nothing was called.
 */
export function tighterPatterns(patterns: readonly string[], called: readonly Called[]): Tighter[] {
  const known = called.filter(({ path }) => isOpen(patterns, path))
  const all = known.reduce((sum, { calls }) => sum + calls, 0)
  const often = known.filter(({ calls }) => calls >= all * seldom)
  const now = openedCalls(patterns).size
  const found = [exactly(known), exactly(often)].filter(
    (each) => each.length > 0 && each.length <= mostPatterns && openedCalls(each).size < now,
  )
  const different = found.filter((each, index) => index === 0 || each.length !== found[0]?.length)
  return different.map((each) => ({
    patterns: each,
    opens: openedCalls(each).size,
    refuses: refusedBy(each, patterns, called),
  }))
}

/** The calls that the patterns before let through, and these would not. */
export const refusedBy = (
  patterns: readonly string[],
  before: readonly string[],
  called: readonly Called[],
): Called[] => called.filter(({ path }) => isOpen(before, path) && !isOpen(patterns, path))

const isOpen = (patterns: readonly string[], path: string) =>
  patterns.some((pattern) => patternOpens(pattern, path))

/** A pattern for each path, which ends where the path ends. What is no call of the tenant is left out. */
const exactly = (called: readonly Called[]): string[] =>
  called
    .filter(({ path }) => path.includes('/'))
    .map(({ path }) => `${path.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)}$`)
    .filter((pattern) => pattern.length <= longestPattern)
