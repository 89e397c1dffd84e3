import { z } from 'zod'

/** Text of at most so many characters. What is longer is refused before any other rule looks at it, for some rules take their time over long text. */
export const upTo = (most: number, of: z.ZodString = z.string()): z.ZodString =>
  of.max(most, { error: `Use at most ${most} characters.`, abort: true })

/** Characters, and bytes of UTF-8; a longer password is refused before it is hashed, never cut (CL-07). */
export const longestPassword = 1024
