import { z } from 'zod'

/** One check of the authorization server on one request: what it expected, what it saw, and how to mend it. */
export const judgement = z.object({
  id: z.string(),
  passed: z.boolean(),
  expected: z.string(),
  seen: z.string(),
  /** What to do when it failed. */
  cure: z.string().optional(),
  /** The path of the setting of the application that mends it, where one does. */
  at: z.string().optional(),
  /** What a caller is told when it failed. */
  answer: z.object({ status: z.int(), error: z.string(), description: z.string() }).optional(),
})
export type Judgement = z.output<typeof judgement>

/** A claim of a token and where its value comes from. */
export const explainedClaim = z.object({ name: z.string(), value: z.unknown(), origin: z.string() })
export type ExplainedClaim = z.output<typeof explainedClaim>

/** A risky or pointless but allowed choice. `at` is the path of the setting it belongs to, and `cure` a value of that setting which ends it, in words. */
export const finding = z.object({
  id: z.string(),
  severity: z.enum(['info', 'warning', 'danger']),
  at: z.string(),
  message: z.string(),
  cure: z.object({ label: z.string(), value: z.unknown() }).optional(),
})
export type Finding = z.output<typeof finding>

/** A check of an inspection, in the order in which requests meet them. */
export const inspectedCheck = judgement.extend({
  /** What meets it: the request that sends somebody to sign in, the sign-in, or the request for the token. */
  during: z.enum(['authorize', 'signIn', 'token']),
  /**
   * `notReached`: one before it failed. `assumed`: nobody can say before it happens. `hidden`: it is about a user whom the caller may not read.
   * `passed` says of the first three what the check by itself would say.
   */
  outcome: z.enum(['passed', 'failed', 'notReached', 'assumed', 'hidden']),
  /** What mends it where that is no setting of the application: `at` is the path of a setting of the user. */
  mend: z
    .object({
      type: z.enum(['user', 'secrets', 'role', 'group', 'identityProvider', 'routingRules']),
      id: z.string(),
      at: z.string().optional(),
    })
    .optional(),
})
export type InspectedCheck = z.output<typeof inspectedCheck>

/** A token that would be issued now, without its signature, and what it could do. */
export const inspectedToken = z.object({
  /** Empty for an opaque token, whose claims only introspection tells. */
  header: z.record(z.string(), z.unknown()),
  claims: z.array(explainedClaim),
  /** Seconds. */
  lifetime: z.number(),
  /** Scopes and claims that are not in it, with the reason. */
  lacks: z.array(z.object({ kind: z.enum(['scope', 'claim']), name: z.string(), why: z.string() })),
  /** The calls that its scopes open, with what opens each, and whether its holder has the right. */
  calls: z.array(
    z.object({
      path: z.string(),
      about: z.string(),
      risk: z.string(),
      scope: z.string(),
      pattern: z.string(),
      right: z.string(),
      may: z.enum(['yes', 'perApplication', 'no']),
    }),
  ),
})
