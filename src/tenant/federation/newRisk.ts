import { createHash } from 'node:crypto'
import type { Actor } from '../actor.ts'
import type { Tenant } from '../tenant.ts'
import { savedRules, type Rule } from './admit.ts'
import { markOf, type JudgedBy } from './moved.ts'
import { riskKeys, routingFindings, type RoutingFinding } from './routingFindings.ts'

/** What other rules come to count by a change, as it was judged. */
export type Judged = JudgedBy & {
  /** What is risky now and was not before; empty where nothing is. */
  findings: RoutingFinding[]
  /** Stands for exactly these findings. */
  as: string
}

/**
 * What becomes risky when other rules count (RT-04): other rules than the saved ones, or the same by other identity providers. People are looked at only
 * where something might.
 */
export async function newRisk(
  tenant: Tenant,
  actor: Actor,
  change: (saved: Rule[]) => Rule[] | Promise<Rule[]>,
): Promise<Judged> {
  const { read } = tenant.database
  const mark = await markOf(read)
  const saved = await savedRules(read)
  const wanted = await change(saved)
  const [before, after] =
    wanted === saved
      ? [new Set(), new Set<string>()]
      : await Promise.all([riskKeys(read, saved), riskKeys(read, wanted)])
  const isNew = (key: string) => after.has(key) && !before.has(key)
  const findings = [...after].some(isNew)
    ? (await routingFindings(tenant, actor, wanted)).filter(({ key }) => isNew(key))
    : []
  const keys = findings.map(({ key }) => key).toSorted()
  return { findings, as: createHash('sha256').update(JSON.stringify(keys)).digest('base64url'), mark }
}
