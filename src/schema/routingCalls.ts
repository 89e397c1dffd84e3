import { z } from 'zod'
import { anyOf, read, write, type Endpoint } from './endpoint.ts'
import { federationReaders } from './right.ts'
import { mostNames, obstacles } from './routing/comparison.ts'
import { userAgents, type UserAgent } from './routing/userAgent.ts'
import { upTo } from './upTo.ts'
import { nothingBack, short, text } from './calls/values.ts'

const userAgent = z.enum(Object.keys(userAgents) as [UserAgent, ...UserAgent[]])
const mostRules = 1000
/** Minutes that rules may wait to be confirmed. */
const longestWait = 24 * 60

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

const rules = z.array(z.object(rule)).max(mostRules, `At most ${mostRules} rules.`)
const somebody = {
  User: short,
  UserAgent: userAgent.exclude(['Any']),
  /** The id of a role in which the person is taken to be as well. */
  Role: short.nullish(),
}
const tried = z.object({
  To: z.enum(['directories', 'identityProvider', 'nowhere']),
  IdentityProviderName: text.nullable(),
  /** The place of the rule that decides, from 0 on. */
  Rule: z.int().nullable(),
  /** Why each rule does not lead there, in their order; null where it would. */
  Misses: z.array(misses.nullable()),
  /** False for whoever may not look at users: the name was tried as that of somebody unknown, in no role but the one that is named. */
  AccountRead: z.boolean(),
})
const findings = z.object({
  Findings: z.array(
    z.object({
      /** The same while it speaks of the same rules. */
      Key: text,
      Severity: z.enum(['info', 'warning', 'danger']),
      Message: text,
      People: z.array(text),
      /** What is typed in the console to save rules with it. */
      ConfirmBy: text.nullable(),
    }),
  ),
})
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
      /** While the rules wait for somebody to confirm them: who saved them, and when they go back. */
      Pending: z.object({ By: text, GoesBackAt: text }).nullable(),
      Gatewright: z.object({ Version: z.int() }),
    }),
  }),
  setRoutingRules: write('/Gatewright/RoutingRules/Set', {
    about: 'Replace all routing rules. The first that fits decides where somebody signs in.',
    access: anyOf('fedman'),
    risk: 'takesOver',
    recentProof: 'always',
    request: z.object({
      Rules: rules,
      /** Minutes after which the last confirmed rules come back, unless somebody confirms these after signing in anew. */
      RevertAfter: z.int().min(1).max(longestWait, `At most ${longestWait} minutes.`).nullish(),
    }),
    response: z.object({ Gatewright: z.object({ Version: z.int() }) }),
  }),
  confirmRoutingRules: write('/Gatewright/RoutingRules/Confirm', {
    about:
      'Let rules stand that would go back by themselves, after a sign-in that began since they were saved.',
    access: anyOf('fedman'),
    risk: 'writes',
    recentProof: 'always',
    request: z.object({}),
    response: nothingBack,
  }),
  revertRoutingRules: write('/Gatewright/RoutingRules/Revert', {
    about: 'Put the last confirmed rules back at once.',
    access: anyOf('fedman'),
    risk: 'takesOver',
    recentProof: 'always',
    request: z.object({}),
    response: nothingBack,
  }),
  tryRouting: read('/Gatewright/RoutingRules/Try', {
    about: 'Tell where somebody of a name would sign in, and what each rule makes of it.',
    access: anyOf(...federationReaders),
    risk: 'reads',
    request: z.object(somebody),
    response: tried,
  }),
  tryUnsavedRouting: read('/Gatewright/RoutingRules/TryUnsaved', {
    about: 'Tell the same by rules that are not saved.',
    access: anyOf('fedman'),
    risk: 'reads',
    request: z.object({ ...somebody, Rules: rules }),
    response: tried,
  }),
  getRoutingFindings: read('/Gatewright/RoutingRules/Findings', {
    about: 'Tell what is risky about the routing rules. Names of people are for whoever may look at users.',
    access: anyOf(...federationReaders),
    risk: 'reads',
    request: z.object({}),
    response: findings,
  }),
  checkRoutingRules: read('/Gatewright/RoutingRules/Check', {
    about: 'Tell the same of rules that are not saved.',
    access: anyOf('fedman'),
    risk: 'reads',
    request: z.object({ Rules: rules }),
    response: findings,
  }),
  getPeopleOfRules: read('/Gatewright/RoutingRules/People', {
    about:
      'Tell whom the saved rules of an identity provider take there while it is active. Names of people are for whoever may look at users.',
    access: anyOf(...federationReaders),
    risk: 'reads',
    request: z.object({ IdentityProvider: short }),
    response: z.object({
      Rules: z.array(z.object({ ID: text, Count: z.int(), People: z.array(text) })),
      /** Whether all people were looked at; else there are more. */
      Complete: z.boolean(),
    }),
  }),
  compareRouting: read('/Gatewright/RoutingRules/Compare', {
    about:
      'Tell who would sign in elsewhere, and who not at all, by rules that are not saved: a part of all people, from After on, or those who are named.',
    access: anyOf('fedman'),
    risk: 'reads',
    request: z.object({
      Rules: rules,
      UserAgent: userAgent.exclude(['Any']),
      /** As the part before gave it in Next; nothing for the first. */
      After: short.nullish(),
      /** Login names, instead of everybody: for whoever may look at users. */
      Users: z.array(short).max(mostNames, `At most ${mostNames} names at once.`).nullish(),
    }),
    response: z.object({
      People: z.int(),
      Total: z.int().nullable(),
      Next: text.nullable(),
      Moves: z.array(z.object({ From: text, To: text, Count: z.int(), People: z.array(text) })),
      Kept: z.array(
        z.object({ Obstacle: z.enum(obstacles), Count: z.int(), New: z.int(), People: z.array(text) }),
      ),
      Unknown: z.array(text),
    }),
  }),
} as const satisfies Record<string, Endpoint>
