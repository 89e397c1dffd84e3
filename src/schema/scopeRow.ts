import { z } from 'zod'
import { distinct } from './kinds/list.ts'
import { upTo } from './upTo.ts'
import { largestPrograms, longestPattern, mostPatterns, patternFault, patternSize } from './scopePattern.ts'

const mostScopes = 100

const pattern = upTo(longestPattern, z.string().trim()).check((context) => {
  const fault = patternFault(context.value)
  if (fault) context.issues.push({ code: 'custom', input: context.value, message: fault })
})

const scopeRow = z.strictObject({
  // RFC 6749 §3.3: the characters of a scope token; space separates tokens
  name: upTo(120, z.string().trim())
    .min(1, 'Give the scope a name, such as siem.')
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]*$/, 'Use no spaces, quotes or backslashes.'),
  description: upTo(500, z.string().trim()).default(''),
  patterns: z
    .array(pattern)
    .max(mostPatterns, `At most ${mostPatterns} patterns. Add another scope.`)
    .default([]),
})

/** A scope: what a client can ask for, and the APIs it opens. */
export type ScopeRow = z.output<typeof scopeRow>

export const scopeRows = distinct(scopeRow, {
  most: [mostScopes, `At most ${mostScopes} scopes.`],
  keyOf: ({ name }) => name,
  twice: ({ name }) => `There is already a scope ${name}.`,
  at: 'name',
}).refine(
  (rows) => sizeOf(rows) <= largestPrograms,
  'The patterns of all scopes are too much together. Shorten them, or split the application.',
)

/** SC-02: how much there is to match at each request. */
const sizeOf = (rows: { patterns: string[] }[]) =>
  rows.flatMap(({ patterns }) => patterns).reduce((sum, each) => sum + patternSize(each), 0)

/** Rows as they are while somebody types them. */
export const scopeRowShapes = z
  .array(
    z.object({
      name: z.string(),
      description: z.string().default(''),
      patterns: z.array(z.string()).max(mostPatterns).default([]),
    }),
  )
  .max(mostScopes)
