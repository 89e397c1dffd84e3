import type { RoutingRule } from './decide.ts'
import { agents, type Agent } from './userAgent.ts'

/** What has to be known beside the rules: which identity providers are used, and whether being in a role means being in another. */
export type Surroundings = {
  isActive: (identityProvider: string) => boolean
  implies: (role: string, other: string) => boolean
}

/** Two rules of different identity providers that the same person may fit, by their places in the list. */
export type Overlap = { earlier: number; later: number }

const agentsOf = ({ userAgent }: RoutingRule): readonly Agent[] =>
  userAgent === 'Any' ? agents : [userAgent]

/** For each rule to which nobody comes, the earlier ones that take them all; System Administrators, whom a rule without domain leaves out, do not count. */
export function shadowedRules(
  rules: readonly RoutingRule[],
  { isActive, implies }: Surroundings,
): Map<number, number[]> {
  const live = liveRules(rules, isActive)
  const shadowed = new Map<number, number[]>()
  for (const [at, later] of live) {
    const left = new Set(agentsOf(later))
    const by: number[] = []
    for (const [place, earlier] of live) {
      if (place >= at || left.size === 0) break
      if (earlier.domain !== '' && earlier.domain !== later.domain) continue
      if (earlier.role !== null && (later.role === null || !implies(later.role, earlier.role))) continue
      const taken = agentsOf(earlier).filter((agent) => left.delete(agent))
      if (taken.length > 0) by.push(place)
    }
    if (left.size === 0) shadowed.set(at, by)
  }
  return shadowed
}

/** Rules that overlap (RT-04), without those that are shadowed. At most `most` of them, since a list of a thousand can have half a million. */
export function overlaps(
  rules: readonly RoutingRule[],
  {
    isActive,
    shadowed,
    most,
  }: { isActive: Surroundings['isActive']; shadowed: ReadonlySet<number>; most: number },
): Overlap[] {
  const live = liveRules(rules, isActive).filter(([at]) => !shadowed.has(at))
  const found: Overlap[] = []
  for (const [index, [later, rule]] of live.entries())
    for (const [earlier, other] of live.slice(0, index)) {
      if (other.identityProvider === rule.identityProvider) continue
      if (other.domain !== '' && rule.domain !== '' && other.domain !== rule.domain) continue
      if (!agentsOf(other).some((agent) => agentsOf(rule).includes(agent))) continue
      found.push({ earlier, later })
      if (found.length === most) return found
    }
  return found
}

const liveRules = (rules: readonly RoutingRule[], isActive: Surroundings['isActive']) =>
  [...rules.entries()].filter(([, rule]) => rule.enabled && isActive(rule.identityProvider))
