import type { Right } from '#schema/right.ts'
import type { Power } from '#schema/power.ts'
import type { HeldScope } from './heldScope.ts'
import type { UsedBy } from './usage/usage.ts'

/** The signed-in caller of an API, as its standing is at this moment (D1: rights and patterns are resolved at use). */
export type Actor = {
  id: string
  name: string
  displayName: string
  rights: ReadonlySet<Right>
  systemAdministrator: boolean
  /** Every role the user is in, directly or through another role, Everybody included. */
  roleIds: readonly string[]
  /** The groups the user is in. */
  groupIds: readonly string[]
  /** Those of the roles that give administrative rights. */
  administrativeRoleIds: readonly string[]
  /** The scopes that the access token holds and what they open now; null for a login-based bearer, which rights alone limit. */
  scopes: readonly HeldScope[] | null
  /** The powers that the person gave with the token, which rights are cut to; null where that is no limit. */
  powers: ReadonlySet<Power> | null
  /** Mac of the login session, when the bearer is one. */
  sessionMac: string | null
  /** The person proved who it is on a page of ours, but too long ago for a change of who may do what (recentProof.ts). */
  proofIsOld: boolean
  /** The program whose token it is; null for a session. */
  client: UsedBy | null
  /** It works in the console: the token is the console's. */
  throughConsole: boolean
  /** What its events have in common (audit/sessionHash.ts). */
  sessionHash: string
}

export const holdsAny = (actor: Pick<Actor, 'rights' | 'systemAdministrator'>, anyOf: readonly Right[]) =>
  actor.systemAdministrator || anyOf.some((right) => actor.rights.has(right))
