import { z } from 'zod'

const text = z.coerce.string().max(300).default('').catch('')
const number = z.coerce.number().int().min(0).default(0).catch(0)

/** What of the log is shown. Empty or 0 for all. */
const eventsSearch = z.object({
  /** Refusals alone, by what they mean; or what a pasted text is, which leads to them. */
  view: z.enum(['', 'failures', 'find']).default('').catch(''),
  q: text,
  type: text,
  about: text,
  object: text,
  application: text,
  who: text,
  request: text,
  level: z.enum(['', 'Info', 'Warning', 'Error']).default('').catch(''),
  outcome: z.enum(['', 'refused', 'done']).default('').catch(''),
  /** Moments in milliseconds. */
  from: number,
  to: number,
  /** Only events with a lower number: where a page goes on. */
  before: number,
  /** Reads the newest again and again. */
  follow: z.boolean().default(false).catch(false),
})
export type EventsSearch = z.output<typeof eventsSearch>

/** As it stands in the address: only what leaves something out. */
export type AddressedSearch = { [Name in keyof EventsSearch]?: EventsSearch[Name] }

export const readSearch = (search: AddressedSearch): EventsSearch => eventsSearch.parse(search)

export const inAddress = (search: EventsSearch): AddressedSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => Boolean(value)))

/** Whether it leaves anything out, wherever in the log one stands. */
export const isNarrowed = (search: EventsSearch) =>
  Object.keys(inAddress({ ...search, before: 0, follow: false })).length > 0
