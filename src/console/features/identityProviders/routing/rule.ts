import type { Params, Result } from '#console/api/call.ts'

/** A routing rule as the page edits it. */
export type Rule = Omit<Result<'getRoutingRules'>['Rules'][number], 'Active'>

export type SentRule = Params<'setRoutingRules'>['Rules'][number]

export const sentRules = (rules: readonly Rule[]): SentRule[] =>
  rules.map(({ IdentityProvider, Domain, UserAgent, Role, Enabled }) => ({
    IdentityProvider,
    Domain,
    UserAgent,
    Role,
    Enabled,
  }))

/** The list with one rule at another place. */
export function moved(rules: readonly Rule[], from: number, to: number): Rule[] {
  const next = [...rules]
  const [one] = next.splice(from, 1)
  if (one) next.splice(to, 0, one)
  return next
}
