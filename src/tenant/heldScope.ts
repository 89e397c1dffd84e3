import { patternOpens } from '#schema/scopePattern.ts'
import type { ScopeRow } from '#schema/scopeRow.ts'

/** A scope that a token holds. */
export type HeldScope = Pick<ScopeRow, 'name' | 'patterns'> & {
  /** What they were when the person allowed the scope; null where that is no limit. */
  allowed: readonly string[] | null
}

/** Whether a token may call the path with its scopes; null, for a session, holds nothing back. */
export const scopesOpen = (scopes: readonly HeldScope[] | null, path: string): boolean =>
  scopes === null || opening(scopes, path).length > 0

/** The scopes with which a token may call the path. */
export const opening = (scopes: readonly HeldScope[], path: string) =>
  openNow(scopes, path).filter(({ allowed }) => allowed === null || anyOpens(allowed, path))

/** The scopes that open the path as they are now. */
export const openNow = (scopes: readonly HeldScope[], path: string) =>
  scopes.filter(({ patterns }) => anyOpens(patterns, path))

const anyOpens = (patterns: readonly string[], path: string) =>
  patterns.some((pattern) => patternOpens(pattern, path))
