import type { Kysely } from 'kysely'
import { domainOf } from '#schema/routing/domain.ts'
import type { Tables } from '../store/tables.ts'

/** For whom an identity provider speaks: the domains of its own enabled rules, or all where one of them has no domain (S4). */
export type SpeaksFor = { domains: ReadonlySet<string>; all: boolean; others: ReadonlySet<string> }

export async function speaksFor(db: Kysely<Tables>, identityProvider: string): Promise<SpeaksFor> {
  const rows = await db
    .selectFrom('routing_rule')
    .select(['identity_provider_id as identityProvider', 'domain'])
    .where('enabled', '=', 1)
    .distinct()
    .execute()
  return speaksBy(rows, identityProvider)
}

/** The same by rules that are at hand, of which only enabled ones are given. */
export function speaksBy(
  rules: readonly { identityProvider: string; domain: string }[],
  id: string,
): SpeaksFor {
  const own = rules.filter(({ identityProvider }) => identityProvider === id)
  return {
    domains: new Set(own.map(({ domain }) => domain).filter(Boolean)),
    all: own.some(({ domain }) => domain === ''),
    others: new Set(
      rules.filter(({ identityProvider }) => identityProvider !== id).map(({ domain }) => domain),
    ),
  }
}

/** Whether an account of this name is one of whom it may speak. */
export function maySpeakFor({ domains, all, others }: SpeaksFor, name: string): boolean {
  const domain = domainOf(name)
  if (domain === null) return false
  return domains.has(domain) || (all && !others.has(domain))
}
