import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Overlap } from '#schema/routing/conflicts.ts'
import { missOf } from '#schema/routing/decide.ts'
import { domainOf } from '#schema/routing/domain.ts'
import type { Actor } from '../actor.ts'
import type { Tenant } from '../tenant.ts'
import { admittedBy, type Gate, type Rule } from './admit.ts'
import { narrowed } from './narrowed.ts'
import { readPeople, type Somebody } from './people.ts'

/** Some people: how many, and the first of them by name. */
export type Some = { count: number; people: string[] }

const examples = 5

/** Of more rules that fit one person only the first are paired. */
const mostOfOne = 10
const page = 1000
/** How long people are judged before others have their turn, and how long they are counted at all, in milliseconds. */
const turn = 5
const longest = 3000

export type PeopleOfRules = {
  /** Whom a rule decides for, by the agent that it asks for, or in a browser. */
  decided: (rule: Rule) => Some
  /** Who fits both, whichever decides. */
  both: (pair: Overlap) => Some
  /** Who is in the role of a rule. */
  inRoleOf: (rule: Rule) => Some
  /** Who is of a role that requires federation, and is led nowhere. */
  nowhere: Some
  /** Whether all people were looked at. */
  complete: boolean
}

/** Counts the people whom rules concern, beside the thread that answers and in slices of it. */
export async function peopleOfRules(
  tenant: Tenant,
  actor: Actor,
  { gate, rules, pairs }: { gate: Gate; rules: readonly Rule[]; pairs: readonly Overlap[] },
): Promise<PeopleOfRules> {
  const sums = new Map<string, Some>()
  const wanted = new Set(pairs.map(({ earlier, later }) => pairKey(rules[earlier]?.id, rules[later]?.id)))
  const roles = new Set(rules.flatMap(({ role }) => role ?? []))
  const gateFor = narrowed(gate)
  const judge = (who: Somebody) => {
    for (const key of keysOf(who, { gate: gateFor(who.name), wanted, roles })) add(sums, key, who.name)
  }
  const end = performance.now() + longest
  let after: string | null = ''
  while (after !== null && performance.now() < end) {
    const read: Awaited<ReturnType<typeof readPeople>> = await readPeople(
      { database: tenant.database, actor },
      { which: { after, size: page }, now: tenant.clock() },
    )
    let begun = performance.now()
    for (const who of read.people) {
      judge(who)
      if (performance.now() - begun < turn) continue
      await nextTurn()
      begun = performance.now()
    }
    after = read.last
  }
  const some = (key: string): Some => sums.get(key) ?? { count: 0, people: [] }
  return {
    decided: ({ id }) => some(`decided ${id}`),
    both: ({ earlier, later }) => some(pairKey(rules[earlier]?.id, rules[later]?.id)),
    inRoleOf: ({ role }) => some(`role ${role}`),
    nowhere: some('nowhere'),
    complete: after === null,
  }
}

const pairKey = (earlier = '', later = '') => `both ${earlier} ${later}`

/** What somebody counts for. */
function keysOf(
  { name, person }: Somebody,
  { gate, wanted, roles }: { gate: Gate; wanted: ReadonlySet<string>; roles: ReadonlySet<string> },
): Set<string> {
  const keys = new Set<string>()
  const known = { ...person, domain: domainOf(name) }
  const fitting: Rule[] = []
  for (const rule of gate.rules) {
    const agent = rule.userAgent === 'Any' ? 'Browser' : rule.userAgent
    if (missOf(rule, { ...known, agent }, () => true) !== null) continue
    const admitted = admittedBy(gate, { ...person, agent })
    if (admitted.to === 'identityProvider' && admitted.rule === rule.id) keys.add(`decided ${rule.id}`)
    for (const earlier of fitting) {
      const key = pairKey(earlier.id, rule.id)
      if (wanted.has(key)) keys.add(key)
    }
    if (fitting.length < mostOfOne) fitting.push(rule)
  }
  for (const role of person.roles) if (roles.has(role)) keys.add(`role ${role}`)
  for (const agent of ['Browser', 'MobileBrowser'] as const)
    if (admittedBy(gate, { ...person, agent }).to === 'nowhere') keys.add('nowhere')
  return keys
}

function add(sums: Map<string, Some>, key: string, name: string): void {
  const sum = sums.get(key) ?? { count: 0, people: [] }
  sums.set(key, sum)
  sum.count++
  if (sum.people.length < examples) sum.people.push(name)
}
