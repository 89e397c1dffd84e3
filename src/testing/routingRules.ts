import fc from 'fast-check'
import type { Person, RoutingRule } from '#schema/routing/decide.ts'
import { agents, userAgents, type UserAgent } from '#schema/routing/userAgent.ts'

/** A routing rule that leads to Acme. */
export const rule = (change: Partial<RoutingRule> = {}): RoutingRule => ({
  id: 'r',
  identityProvider: 'acme',
  domain: 'company.com',
  userAgent: 'Any',
  role: null,
  enabled: true,
  ...change,
})

/** Rules and people of few values, so that they often meet. */
export const anyRule: fc.Arbitrary<RoutingRule> = fc.record({
  id: fc.uuid(),
  identityProvider: fc.constantFrom('acme', 'other', 'inactive'),
  domain: fc.constantFrom('', 'company.com', 'other.com'),
  userAgent: fc.constantFrom(...(Object.keys(userAgents) as UserAgent[])),
  role: fc.constantFrom(null, 'staff', 'engineers'),
  enabled: fc.boolean(),
})

/** Whoever is an engineer is of the staff. */
export const anyPerson: fc.Arbitrary<Person> = fc.record({
  name: fc.constantFrom('a', 'a@company.com', 'a@other.com', 'A@Company.com', 'a@third.com'),
  agent: fc.constantFrom(...agents),
  roles: fc.constantFrom(new Set<string>(), new Set(['staff']), new Set(['staff', 'engineers'])),
  keepsLocalSignIn: fc.boolean(),
})
