import type { ListedCall } from '#schema/listedCall.ts'
import { patternFault, patternOpens } from '#schema/scopePattern.ts'

type Apis = readonly Pick<ListedCall, 'path'>[]

/** Which of these APIs the patterns open, while they are typed. The tenant enforces with the same functions. */
export const opensOf = (patterns: readonly string[], apis: Apis) =>
  patterns
    .filter((pattern) => pattern.trim() !== '')
    .map((pattern) => ({
      pattern,
      fault: patternFault(pattern) ?? null,
      paths: apis.filter(({ path }) => patternOpens(pattern, path)).map(({ path }) => path),
    }))
