import { Recent } from '#schema/recent.ts'
import { domainOf } from '#schema/routing/domain.ts'
import type { Gate } from './admit.ts'

/** Domains whose rules are kept at hand. */
const most = 500

/** The gate with the rules that can fit a name at all, so that many people are judged by few rules each. The others fit nobody of that domain. */
export function narrowed(gate: Gate): (name: string) => Gate {
  const byDomain = new Recent<Gate>(most)
  return (name) => {
    const domain = domainOf(name) ?? ''
    const held = byDomain.get(domain)
    if (held) return held
    const rules = gate.rules.filter((rule) => rule.domain === '' || rule.domain === domain)
    const made = { ...gate, rules }
    byDomain.set(domain, made)
    return made
  }
}
