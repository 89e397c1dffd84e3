import { z } from 'zod'
import { mostPatterns, patternFault } from './scopePattern.ts'

const pattern = z
  .string()
  .trim()
  .check((context) => {
    const fault = patternFault(context.value)
    if (fault) context.issues.push({ code: 'custom', input: context.value, message: fault })
  })

const scopeRow = z.strictObject({
  // RFC 6749 §3.3: the characters of a scope token; space separates tokens
  name: z
    .string()
    .trim()
    .min(1, 'Give the scope a name, such as siem.')
    .max(120, 'Use at most 120 characters.')
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]*$/, 'Use no spaces, quotes or backslashes.'),
  description: z.string().trim().max(500, 'Use at most 500 characters.').default(''),
  patterns: z
    .array(pattern)
    .max(mostPatterns, `At most ${mostPatterns} patterns. Add another scope.`)
    .default([]),
})

/** A scope: what a client can ask for, and the APIs it opens. */
export type ScopeRow = z.output<typeof scopeRow>

export const scopeRows = z
  .array(scopeRow)
  .max(100, 'At most 100 scopes.')
  .check((context) => {
    const seen = new Set<string>()
    context.value.forEach(({ name }, index) => {
      if (seen.has(name))
        context.issues.push({
          code: 'custom',
          input: name,
          path: [index, 'name'],
          message: `There is already a scope ${name}.`,
        })
      seen.add(name)
    })
  }) as z.ZodType<ScopeRow[]>

/** Rows as they are while somebody types them. */
export const scopeRowShapes = z.array(
  z.object({
    name: z.string(),
    description: z.string().default(''),
    patterns: z.array(z.string()).default([]),
  }),
)
