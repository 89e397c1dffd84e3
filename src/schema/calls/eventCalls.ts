import { z } from 'zod'
import { anyOf, read, type Endpoint } from '../endpoint.ts'
import { eventReaders } from '../right.ts'
import { short, text } from './values.ts'

const access = anyOf(...eventReaders)

/** Media types of files, by format. */
export const exportTypes = {
  csv: 'text/csv',
  jsonl: 'application/x-ndjson',
  cef: 'text/plain',
} as const

/** A line of a verification: how far it is, or at last what it found. */
export const verificationLine = z.union([
  z.object({ checked: z.number(), of: z.number() }),
  z.object({ intact: z.literal(true), events: z.number(), versions: z.number() }),
  z.object({
    intact: z.literal(false),
    /** Of the first event that is not as it was recorded. */
    number: z.number(),
    fault: text,
  }),
])

const loggedEvent = z.object({
  /** Its place in the chain. */
  number: z.number(),
  id: text,
  type: text,
  at: z.number(),
  level: z.enum(['Info', 'Warning', 'Error']),
  refused: z.boolean(),
  who: text,
  whoId: text.nullable(),
  /** It is a user who is not deleted. So for the others. */
  whoThere: z.boolean(),
  application: text.nullable(),
  applicationId: text.nullable(),
  applicationThere: z.boolean(),
  objectType: text.nullable(),
  objectId: text.nullable(),
  object: text.nullable(),
  objectThere: z.boolean(),
  address: text.nullable(),
  /** Of the request that it happened in. */
  request: text,
})

const filter = z.object({
  /** In a name of who, what or through which application; or an ID or address as a whole. */
  text: short.nullish(),
  type: short.nullish(),
  objectType: short.nullish(),
  /** The ID of what it is about. */
  object: short.nullish(),
  application: short.nullish(),
  /** The ID of who did it. */
  who: short.nullish(),
  level: z.enum(['Info', 'Warning', 'Error']).nullish(),
  refused: z.boolean().nullish(),
  /** Milliseconds since 1970; both are part of the range. */
  from: z.int().nullish(),
  to: z.int().nullish(),
  request: short.nullish(),
})

/** The audit log. Ours. */
export const eventCalls = {
  eventsList: read('/Gatewright/Events/List', {
    about: 'List the events of the audit log, the newest first, in stretches of bounded length.',
    access,
    risk: 'reads',
    request: filter.extend({
      /** Only those with a lower number. */
      before: z.int().min(1).nullish(),
    }),
    response: z.object({
      events: z.array(loggedEvent),
      /** Where to go on, with `before`; null where there is nothing older to look at. */
      older: z.number().nullable(),
      /** When the oldest event happened that was looked at, where looking ended before the page was full. */
      lookedBackTo: z.number().nullable(),
    }),
  }),
  eventsGet: read('/Gatewright/Events/Get', {
    about: 'Read one event of the audit log with all that it holds.',
    access,
    risk: 'reads',
    request: z.object({ id: short }),
    response: loggedEvent.extend({ detail: z.record(z.string(), z.unknown()) }),
  }),
  exportEvents: read('/Gatewright/Export/Events', {
    about:
      'Export the events of the audit log that fit, the oldest first, as CSV, JSON lines or CEF. The reply has any length and is complete when it ends regularly.',
    access,
    risk: 'reads',
    streams: Object.values(exportTypes),
    request: filter.extend({ format: z.enum(['csv', 'jsonl', 'cef']) }),
    response: z.string(),
  }),
  verifyEvents: read('/Gatewright/Events/Verify', {
    about:
      'Read the whole log and judge whether each event, and each version that it tells of, is as it was recorded. Gives JSON lines: how far it is, and the verdict last.',
    access,
    risk: 'reads',
    streams: [exportTypes.jsonl],
    request: z.object({}),
    response: z.string(),
  }),
} as const satisfies Record<string, Endpoint>
