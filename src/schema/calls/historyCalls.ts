import { z } from 'zod'
import { anyLogin, read, type Endpoint } from '../endpoint.ts'
import { objectTypes } from '../nouns.ts'
import { rowReaders } from '../right.ts'
import { short, text, textMap } from './values.ts'

const historyEntry = z.object({
  version: z.int(),
  at: z.number(),
  who: text,
  whoId: text,
  why: text,
  changes: z.array(z.object({ path: text, before: z.unknown(), after: z.unknown() })),
})

/** Versions of what is kept. Ours. */
export const historyCalls = {
  historyList: read('/Gatewright/History/List', {
    about: 'List the versions of an object.',
    access: anyLogin,
    rowsBy: rowReaders,
    risk: 'reads',
    request: z.object({
      type: z.enum(objectTypes),
      id: short,
      before: z.int32().nullish(),
    }),
    response: z.object({ entries: z.array(historyEntry), more: z.boolean() }),
  }),
  historyGet: read('/Gatewright/History/Get', {
    about: 'Read one version of an object.',
    access: anyLogin,
    rowsBy: rowReaders,
    risk: 'reads',
    request: z.object({ type: z.enum(objectTypes), id: short, version: z.int32() }),
    response: historyEntry.extend({ object: textMap.nullable() }).nullable(),
  }),
} as const satisfies Record<string, Endpoint>
