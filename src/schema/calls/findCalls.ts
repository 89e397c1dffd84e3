import { z } from 'zod'
import { anyOf, read, type Endpoint } from '../endpoint.ts'
import { longestPasted } from '../longestPasted.ts'
import { rowReaders } from '../right.ts'
import { upTo } from '../upTo.ts'
import { text } from './values.ts'

/** What a pasted text is and leads to. Ours. */
export const findCalls = {
  findPasted: read('/Gatewright/Find', {
    about:
      'Say what a pasted text is, such as a token, an address, a curl command or a line of a log, and what it leads to. It is kept nowhere.',
    access: anyOf(...rowReaders),
    risk: 'reads',
    request: z.object({
      /** In the body: in an address it is refused, as secrets are (D2). */
      pasted: upTo(longestPasted),
    }),
    response: z.object({
      what: text,
      /** In sentences; nothing of what was pasted is in them. */
      words: z.array(text),
      links: z.array(
        z.object({
          type: z.enum(['application', 'user', 'event', 'request']),
          id: text,
          /** A tab of the object, and a setting on it. */
          tab: text.nullable(),
          setting: text.nullable(),
          name: text,
          why: text,
        }),
      ),
      troubles: z.array(z.object({ id: text, title: text, cause: text, cure: text })),
    }),
  }),
} as const satisfies Record<string, Endpoint>
