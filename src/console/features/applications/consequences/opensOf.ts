import type { ListedCall } from '#schema/listedCall.ts'
import { patternFault, patternOpens } from '#schema/scopePattern.ts'

type Apis = readonly Pick<ListedCall, 'path'>[]

/** What patterns open, while they are typed: the functions that the tenant enforces with, over the APIs that it has named. */
export const opensOf = (patterns: readonly string[], apis: Apis) =>
  patterns
    .filter((pattern) => pattern.trim() !== '')
    .map((pattern) => ({
      pattern,
      fault: patternFault(pattern) ?? null,
      paths: apis.filter(({ path }) => patternOpens(pattern, path)).map(({ path }) => path),
    }))
