import { z } from 'zod'
import { redrockArgs } from '../redrock.ts'
import { longestPassword, upTo } from '../upTo.ts'

// What many calls take and give

/** In replies; what a call is given has a length. */
export const text = z.string()
/** A name, an id, a word. */
export const short = upTo(300)
/** What a form or another rule judges: that has a tighter bound, and says so at its field. */
export const long = upTo(100_000)
export const typedPassword = upTo(longestPassword)
export const nothing = z.unknown()
export const nothingBack = z.null()
const most = 1000

/** What a list names twice counts once. */
export const ids = z
  .array(short)
  .max(most, `At most ${most} at once. Send several requests.`)
  .overwrite((values) => [...new Set(values)])
/** One, or several in a list. */
export const oneOrMore = z.union([short, ids], `Give one ID, or a list of at most ${most}.`)
/** Vendor clients send both. */
export const flag = z.union([z.boolean(), short])
export const textMap = z.record(short, z.unknown())
/** Asks for a list of what belongs to one object. */
export const belongingTo = z.object({ ID: short, Args: redrockArgs.optional() })
