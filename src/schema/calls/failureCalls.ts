import { z } from 'zod'
import { anyOf, read, type Endpoint } from '../endpoint.ts'
import { eventReaders } from '../right.ts'
import { short, text } from './values.ts'

const access = anyOf(...eventReaders)

const failure = z.object({
  /** Of the newest event that tells of it. */
  id: text,
  type: text,
  check: text,
  /** Its number in the catalogue of troubles; null for a check of an earlier version. */
  trouble: text.nullable(),
  title: text,
  who: text,
  whoId: text.nullable(),
  whoThere: z.boolean(),
  application: text.nullable(),
  applicationId: text.nullable(),
  applicationThere: z.boolean(),
  seen: text,
  /** How often, and when first and last, as far as was looked back. */
  count: z.number(),
  first: z.number(),
  last: z.number(),
  address: text.nullable(),
  request: text,
})

/** Why requests were refused, from what the audit log holds. Ours. */
export const failureCalls = {
  failuresList: read('/Gatewright/Failures/List', {
    about: 'List recent refusals with what they mean, those that repeat in one row.',
    access,
    risk: 'reads',
    request: z.object({
      /** The row key of an application. */
      application: short.nullish(),
      /** In a name, in what came, or in what it means; or a request ID as a whole. */
      text: short.nullish(),
      /** Milliseconds since 1970. */
      from: z.int().nullish(),
    }),
    response: z.object({
      failures: z.array(failure),
      /** Security devices whose last poll failed, for who may look at them; none where an application is asked for. */
      devices: z.array(
        z.object({
          id: text,
          name: text,
          trouble: text,
          title: text,
          cause: text,
          step: text,
          seen: text,
          expected: text,
          cure: text,
          at: z.number().nullable(),
        }),
      ),
      /** When the oldest refusal happened that was looked at, where there are older ones. */
      lookedBackTo: z.number().nullable(),
    }),
  }),
  failuresExplain: read('/Gatewright/Failures/Explain', {
    about: 'Say of one refusal what was expected, what came, what it means and where it is mended.',
    access,
    risk: 'reads',
    request: z.object({
      /** Of the event, or of the request that was refused. */
      id: short,
    }),
    response: failure.extend({
      expected: text,
      error: text,
      /** What the caller is told. */
      told: text,
      why: text,
      cause: text,
      cure: text,
      by: z.enum(['client', 'tenant', 'person', 'identityProvider']),
      /** The registered address that has most in common with the one that came. */
      nearest: z
        .object({
          registered: text,
          before: text,
          yours: text,
          theirs: text,
          after: text,
          words: text,
        })
        .nullable(),
      /** Where it is mended, as far as the caller may look there. */
      mend: z
        .object({
          type: z.enum(['application', 'user', 'identityProvider']),
          id: text,
          tab: text,
          /** The name of a setting on that tab. */
          setting: text.nullable(),
          label: text,
        })
        .nullable(),
      /** To be sent to whoever looks after the client. */
      letter: text,
    }),
  }),
} as const satisfies Record<string, Endpoint>
