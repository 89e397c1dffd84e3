import { z } from 'zod'

// What many calls take and give

export const text = z.string()
export const nothing = z.unknown()
export const nothingBack = z.null()
const most = 1000

/** What a list names twice counts once. */
export const ids = z
  .array(text)
  .max(most, `At most ${most} at once. Send several requests.`)
  .overwrite((values) => [...new Set(values)])
/** One, or several in a list. */
export const oneOrMore = z.union([text, ids], `Give one ID, or a list of at most ${most}.`)
/** Vendor clients send both. */
export const flag = z.union([z.boolean(), z.string()])
export const textMap = z.record(z.string(), z.unknown())
