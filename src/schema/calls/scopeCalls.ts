import { z } from 'zod'
import { anyOf, read, type Endpoint } from '../endpoint.ts'
import { riskNames } from '../riskClass.ts'
import { short, text } from './values.ts'

/** Who may look at everything: what these calls tell comes from applications, users, roles and the log. */
const access = anyOf('monitor')
const page = z.int().min(1).max(1_000_000).nullish()

const application = z.object({ rowKey: text, name: text, applicationId: text })
const principal = z.object({ type: z.enum(['User', 'Group', 'Role']), id: text, name: text })
/** Milliseconds; null for never, as far as it was counted. */
const moment = z.number().nullable()
/** Who saved something, and when. */
const saved = z.object({ who: text, at: z.number() }).nullable()
/** When counting began; null where nothing was counted yet. */
const countedSince = moment

/** The scopes of all applications: who may get them, who was given them, and who used them. Ours. */
export const scopeCalls = {
  scopesList: read('/Gatewright/Scopes/List', {
    about:
      'List the scopes of all applications with what they open, who may get them and when they were used.',
    access,
    risk: 'reads',
    request: z.object({
      /** In the name of the scope or application, a description or a pattern. */
      text: short.nullish(),
      risk: z.enum(riskNames).nullish(),
      /** Only those that nobody has used for so many days. */
      unusedDays: z.int().min(1).max(90).nullish(),
      page,
    }),
    response: z.object({
      scopes: z.array(
        z.object({
          application,
          scope: text,
          description: text,
          patterns: z.array(text),
          risk: z.enum(riskNames),
          /** How many calls it opens. */
          calls: z.int(),
          /** Who has Run: the first by name, and how many. */
          mayGet: z.object({ first: z.array(principal), count: z.int() }),
          /** People with a sign-in alive that has the scope, and refresh tokens of those. */
          granted: z.object({ people: z.int(), refreshTokens: z.int() }),
          /** The last day on which a call was opened by it, or a token given with it. */
          usedAt: moment,
          clients: z.int(),
        }),
      ),
      count: z.int(),
      pageSize: z.int(),
      countedSince,
    }),
  }),
  scopesClients: read('/Gatewright/Scopes/Clients', {
    about: 'List what each client of an application asked for, may have, was given and used, scope by scope.',
    access,
    risk: 'reads',
    request: z.object({ rowKey: short }),
    response: z.object({
      application,
      scopes: z.array(z.object({ name: text, patterns: z.array(text), risk: z.enum(riskNames), saved })),
      rows: z.array(
        z.object({
          clientId: text,
          scope: text,
          /** Tokens that were asked for with the scope by name. */
          requested: z.object({ count: z.number(), at: moment }),
          /** Whether the client gets the scope where it asks now. */
          allowed: z.boolean(),
          granted: z.object({ tokens: z.number(), at: moment, people: z.int(), refreshTokens: z.int() }),
          used: z.object({ calls: z.number(), at: moment }),
        }),
      ),
      /** There are more clients than are looked at. */
      more: z.boolean(),
      countedSince,
    }),
  }),
  scopesReach: read('/Gatewright/Scopes/Reach', {
    about:
      'List who reaches a call, a right or users through a scope, with the chain from the application to the person.',
    access,
    risk: 'reads',
    request: z.object({
      by: z.enum(['users', 'call', 'right']),
      /** The path of a call as the API reference has it, or the file name of a right. */
      what: short.nullish(),
      /** In the name of the application, scope or principal. */
      text: short.nullish(),
      page,
    }),
    response: z.object({
      rows: z.array(
        z.object({
          application,
          scope: text,
          /** Those that open it, and the first of the calls. */
          patterns: z.array(text),
          path: text,
          /** Who has Run on the application. */
          through: principal,
          /** Who reaches it by that: the first by name, with the roles that give the right, and how many. */
          people: z.array(
            z.object({ id: text, name: text, roles: z.array(z.object({ id: text, name: text })) }),
          ),
          count: z.int(),
          /** When the scope came to its patterns, and who saved that; when the principal got Run, and who saved that. */
          scopeSaved: saved,
          runSaved: saved,
          /** Calls of this kind that the scope opened. */
          calls: z.number(),
          usedAt: moment,
        }),
      ),
      count: z.int(),
      pageSize: z.int(),
      /** The rights of which one is enough; empty where everybody may call it. */
      rights: z.array(text),
      countedSince,
    }),
  }),
  scopesCalls: read('/Gatewright/Scopes/Calls', {
    about: 'List what was called with a scope of an application in the last 90 days.',
    access,
    risk: 'reads',
    request: z.object({ rowKey: short, scope: short }),
    response: z.object({
      patterns: z.array(text),
      paths: z.array(z.object({ path: text, calls: z.number(), clients: z.int(), at: z.number() })),
      countedSince,
    }),
  }),
} as const satisfies Record<string, Endpoint>
