import { z } from 'zod'
import { anyLogin, anyOf, read, write, type Endpoint } from '../endpoint.ts'
import { objectTypes } from '../nouns.ts'
import { rowReaders } from '../right.ts'
import { nothing, short, text, textMap } from './values.ts'

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
  historyRecent: read('/Gatewright/History/Recent', {
    about: 'List the last changes of whatever may be read, the newest first.',
    access: anyLogin,
    rowsBy: rowReaders,
    risk: 'reads',
    request: nothing,
    response: z.array(
      z.object({
        type: z.enum(objectTypes),
        id: text,
        name: text,
        what: z.enum(['created', 'changed', 'deleted']),
        at: z.number(),
        who: text,
      }),
    ),
  }),
  historyDeleted: read('/Gatewright/History/ListDeleted', {
    about: 'List what was deleted, the newest first.',
    access: anyLogin,
    rowsBy: rowReaders,
    risk: 'reads',
    request: z.object({
      /** The last one that is known: the next ones follow it. */
      after: z.object({ at: z.number(), type: z.enum(objectTypes), id: short }).nullish(),
    }),
    response: z.object({
      entries: z.array(
        z.object({
          type: z.enum(objectTypes),
          id: text,
          name: text,
          /** The last version that has settings. */
          version: z.int(),
          /** Of an application: the template that it was made from; null where nobody wrote it down. */
          template: text.nullable(),
          /** Of a user of another directory: its name; null for one of our own, and where nobody wrote it down. */
          directory: text.nullable(),
          at: z.number(),
          who: text,
          why: text,
        }),
      ),
      more: z.boolean(),
    }),
  }),
  restoreUser: write('/Gatewright/History/RestoreUser', {
    about:
      'Make a deleted user of another directory anew there, with the settings and the links to identity providers. Gives the ID.',
    access: anyOf('dsman'),
    risk: 'takesOver',
    recentProof: 'always',
    request: z.object({ ID: short }),
    response: text,
  }),
} as const satisfies Record<string, Endpoint>
