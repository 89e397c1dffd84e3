import { domainOf } from './domain.ts'
import type { Agent, UserAgent } from './userAgent.ts'

/** One line of the list. The first that fits decides (S2). */
export type RoutingRule = {
  id: string
  /** The identity provider to which it leads. */
  identityProvider: string
  /** In ASCII and lower case; empty for everybody. */
  domain: string
  userAgent: UserAgent
  /** Only members of this role; null for everybody. */
  role: string | null
  enabled: boolean
}

export type Person = {
  /** As it was typed, or the stored name of a known account. */
  name: string
  agent: Agent
  /** The roles of the account of that name; none for who is not known yet. */
  roles: ReadonlySet<string>
  /** A rule without domain leaves out who has to be able to sign in whatever happens (S3). */
  keepsLocalSignIn: boolean
}

/** Why a rule does not lead this person to its identity provider; null when it does. */
export type Miss = 'off' | 'inactive' | 'domain' | 'agent' | 'role' | 'keepsLocalSignIn'

/** What a rule makes of a person. `isActive` says whether an identity provider is used at all. */
export function missOf(
  rule: RoutingRule,
  person: Person & { domain: string | null },
  isActive: (identityProvider: string) => boolean,
): Miss | null {
  if (!rule.enabled) return 'off'
  if (!isActive(rule.identityProvider)) return 'inactive'
  if (rule.domain === '' ? person.keepsLocalSignIn : rule.domain !== person.domain)
    return rule.domain === '' ? 'keepsLocalSignIn' : 'domain'
  if (rule.userAgent !== 'Any' && rule.userAgent !== person.agent) return 'agent'
  if (rule.role !== null && !person.roles.has(rule.role)) return 'role'
  return null
}

/** The rule that decides where a person signs in, or undefined for our own directories (RT-01: the same input, the same answer). */
export function decide<Rule extends RoutingRule>(
  rules: readonly Rule[],
  person: Person,
  isActive: (identityProvider: string) => boolean,
): Rule | undefined {
  const domain = domainOf(person.name)
  const known = { ...person, domain }
  for (const rule of rules) {
    // Most rules of a long list are of another domain
    if (rule.domain !== '' && rule.domain !== domain) continue
    if (missOf(rule, known, isActive) === null) return rule
  }
  return undefined
}
