import { z } from 'zod'
import { anyOf, read, write, type Endpoint } from './endpoint.ts'
import { federationReaders } from './right.ts'
import { userAgents, type UserAgent } from './routing/userAgent.ts'
import { upTo } from './upTo.ts'
import { short, text } from './calls/values.ts'

const userAgent = z.enum(Object.keys(userAgents) as [UserAgent, ...UserAgent[]])
const mostRules = 1000

const rule = {
  IdentityProvider: short,
  /** Empty for everybody but System Administrators. */
  Domain: upTo(300),
  UserAgent: userAgent,
  /** The id of a role to whose members it is narrowed. */
  Role: short.nullish(),
  Enabled: z.boolean(),
}

const misses = z.enum(['off', 'inactive', 'domain', 'agent', 'role', 'keepsLocalSignIn'])

/** Which people are sent to which identity provider: one list of the tenant, in its order. Ours (D4). */
export const routingCalls = {
  getRoutingRules: read('/Gatewright/RoutingRules/Get', {
    about: 'Read the routing rules in their order.',
    access: anyOf(...federationReaders),
    risk: 'reads',
    request: z.object({}),
    response: z.object({
      Rules: z.array(
        z.object({
          ID: text,
          IdentityProvider: text,
          IdentityProviderName: text,
          Active: z.boolean(),
          Domain: text,
          UserAgent: userAgent,
          Role: text.nullable(),
          RoleName: text.nullable(),
          Enabled: z.boolean(),
        }),
      ),
      Gatewright: z.object({ Version: z.int() }),
    }),
  }),
  setRoutingRules: write('/Gatewright/RoutingRules/Set', {
    about: 'Replace all routing rules. The first that fits decides where somebody signs in.',
    access: anyOf('fedman'),
    risk: 'takesOver',
    recentProof: 'always',
    request: z.object({ Rules: z.array(z.object(rule)).max(mostRules, `At most ${mostRules} rules.`) }),
    response: z.object({ Gatewright: z.object({ Version: z.int() }) }),
  }),
  tryRouting: read('/Gatewright/RoutingRules/Try', {
    about: 'Tell where somebody of a name would sign in, and what each rule makes of it.',
    access: anyOf(...federationReaders),
    risk: 'reads',
    request: z.object({ User: short, UserAgent: userAgent.exclude(['Any']) }),
    response: z.object({
      /** The rule that decides; null where the directories of this tenant do. */
      Rule: text.nullable(),
      IdentityProviderName: text.nullable(),
      Rules: z.array(z.object({ ID: text, Miss: misses.nullable() })),
    }),
  }),
} as const satisfies Record<string, Endpoint>
