import { z } from 'zod'

/** One check of the authorization server on one request: what it expected, what it saw, and how to mend it. */
export const judgement = z.object({
  id: z.string(),
  passed: z.boolean(),
  expected: z.string(),
  seen: z.string(),
  /** What to do when it failed. */
  cure: z.string().optional(),
  /** The path of the setting of the application that mends it, where one does. */
  at: z.string().optional(),
})
export type Judgement = z.output<typeof judgement>

/** A claim of a token and where its value comes from. */
export const explainedClaim = z.object({ name: z.string(), value: z.unknown(), origin: z.string() })
export type ExplainedClaim = z.output<typeof explainedClaim>

/** A risky or pointless but allowed choice. `at` is the path of the setting it belongs to, and `cure` a value of that setting which ends it, in words. */
export const finding = z.object({
  id: z.string(),
  severity: z.enum(['info', 'warning', 'danger']),
  at: z.string(),
  message: z.string(),
  cure: z.object({ label: z.string(), value: z.unknown() }).optional(),
})
export type Finding = z.output<typeof finding>
