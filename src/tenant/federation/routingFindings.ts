import type { Kysely } from 'kysely'
import { userReaders } from '#schema/right.ts'
import { userAgents } from '#schema/routing/userAgent.ts'
import { overlaps, shadowedRules } from '#schema/routing/conflicts.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { breakGlassAccount } from '../directory/breakGlass.ts'
import { rolesAbove, rolesBelow } from '../directory/roleTree.ts'
import type { Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import type { Rule } from './admit.ts'
import { peopleOfRules, type Some } from './peopleOfRules.ts'
import { gateBy } from './trial.ts'

export type RoutingFinding = {
  /** The same while it speaks of the same rules, wherever they stand. */
  key: string
  severity: 'info' | 'warning' | 'danger'
  message: string
  /** The first people whom it concerns, for whoever may look at users. */
  people: string[]
  /** What is typed to save rules with it all the same. */
  confirmBy: string | null
}

const mostOverlaps = 50
const mostMoving = 50

/** What is risky about rules that are allowed (S2, RT-04), with the people whom it concerns. Names are for whoever may look at users; others see how many. */
export async function routingFindings(
  tenant: Tenant,
  actor: Actor,
  rules: readonly Rule[],
): Promise<RoutingFinding[]> {
  const { read } = tenant.database
  const { roles, shadowed, pairs } = await surveyed(read, rules)
  const people = await peopleOfRules(tenant, actor, { gate: await gateBy(read, rules), rules, pairs })
  const mayName = holdsAny(actor, userReaders)
  const glass = await breakGlassAccount(read)
  const numberOf = (rule: Rule) => rules.indexOf(rule) + 1
  const counted = ({ count }: Some) =>
    count === 0 && people.complete
      ? 'nobody'
      : `${people.complete ? '' : 'at least '}${count === 1 ? 'one person' : `${count} people`}`
  const finding = (
    key: string,
    severity: RoutingFinding['severity'],
    message: string,
    { of, confirmBy = null }: { of?: Some; confirmBy?: string | null } = {},
  ): RoutingFinding => ({ key, severity, message, people: of && mayName ? of.people : [], confirmBy })
  const live = rules.filter((rule) => rule.enabled && rule.active)

  const catchAll = (rule: Rule) => {
    if (!isCatchAll(rule) || shadowed.has(rules.indexOf(rule))) return []
    const of = people.decided(rule)
    const who = glass
      ? `System Administrators and ${mayName ? `the break-glass account ${glass.name}` : 'the break-glass account'} sign in`
      : 'System Administrators sign in, because no break-glass account is chosen'
    return [
      finding(
        catchAllKey(rule),
        glass ? 'warning' : 'danger',
        `Rule ${numberOf(rule)} has no domain: it takes ${counted(of)} to ${rule.provider}. While ${rule.provider} lets nobody in, only ${who}, at /login/local. The sign-in page asks them alone for a password, and so tells strangers who they are.`,
        { of, confirmBy: rule.provider },
      ),
    ]
  }
  /** What an ordinary rule does: whom it moves. */
  const moving = (rule: Rule) => {
    if (rule.domain === '' || shadowed.has(rules.indexOf(rule))) return []
    const of = people.decided(rule)
    const agent = rule.userAgent === 'Any' ? '' : `, by ${userAgents[rule.userAgent].toLowerCase()}`
    return of.count === 0
      ? []
      : [
          finding(
            `takes ${signed(rule)}`,
            'info',
            `Rule ${numberOf(rule)} takes ${counted(of)} of ${rule.domain} to ${rule.provider}${agent}.`,
            { of },
          ),
        ]
  }
  const overlapping = (pair: (typeof pairs)[number]) => {
    const [earlier, later] = [rules[pair.earlier], rules[pair.later]]
    const of = people.both(pair)
    if (!earlier || !later || (of.count === 0 && people.complete && (earlier.role ?? later.role) !== null))
      return []
    return [
      finding(
        overlapKey(earlier, later),
        'warning',
        `Rule ${numberOf(earlier)}, to ${earlier.provider}, and rule ${numberOf(later)}, to ${later.provider}, overlap: ${counted(of)} can fit both. The first decides, so their order says where these people sign in.`,
        { of, confirmBy: later.provider },
      ),
    ]
  }
  const hidden = ([at, by]: [number, number[]]) => {
    const rule = rules[at]
    const numbers = by.map((place) => place + 1)
    const others = numbers.length === 1 ? `rule ${numbers[0]} takes` : `rules ${inWords(numbers)} take`
    return rule
      ? [
          finding(
            `shadowed ${signed(rule)}`,
            'warning',
            `Nobody comes to rule ${at + 1}, because ${others} everybody before. Move it up, or remove it.`,
          ),
        ]
      : []
  }
  const byRole = (rule: Rule) => {
    const role = rule.role === null ? undefined : roles.get(rule.role)
    if (!role) return []
    const of = people.inRoleOf(rule)
    const first = 'Who comes for the first time holds no role yet, and is not taken there by it.'
    if (of.count === 0 && people.complete)
      return [
        finding(
          `unheld ${signed(rule)}`,
          'warning',
          `Nobody is in ${role.name}, the role of rule ${numberOf(rule)}, so it takes nobody. ${first}`,
        ),
      ]
    return !role.mapped
      ? []
      : [
          finding(
            `mapped ${signed(rule)}`,
            'info',
            `Group Mappings put people into ${role.name}, the role of rule ${numberOf(rule)}, when they sign in. ${first}`,
          ),
        ]
  }
  const { nowhere } = people
  return [
    ...(nowhere.count === 0
      ? []
      : [
          finding(
            'nowhere',
            'danger',
            `A role that requires federation has ${counted(nowhere)} whom no rule takes anywhere in every browser: there they cannot sign in.`,
            { of: nowhere },
          ),
        ]),
    ...live.flatMap(catchAll),
    ...pairs.flatMap(overlapping),
    ...[...shadowed].flatMap(hidden),
    ...live.flatMap(byRole),
    ...live.flatMap(moving).slice(0, mostMoving),
    ...(await withoutRule(read, rules)).map(({ id, name }) =>
      finding(`withoutRule ${id}`, 'info', `No enabled rule leads to ${name}, so nobody is taken there.`),
    ),
  ]
}

/** What rules of a list hide and meet, without the people. */
async function surveyed(db: Kysely<Tables>, rules: readonly Rule[]) {
  const active = new Set(rules.filter((rule) => rule.active).map((rule) => rule.identityProvider))
  const isActive = (id: string) => active.has(id)
  const roles = await rolesIn(db, rules)
  const shadowed = shadowedRules(rules, {
    isActive,
    implies: (role, of) => roles.get(role)?.above.has(of) ?? false,
  })
  const pairs = overlaps(rules, { isActive, shadowed: new Set(shadowed.keys()), most: mostOverlaps })
  return { roles, shadowed, pairs }
}

/** The keys of what might have to be confirmed about rules, without looking at people: a part of it concerns nobody. */
export async function riskKeys(db: Kysely<Tables>, rules: readonly Rule[]): Promise<Set<string>> {
  const { shadowed, pairs } = await surveyed(db, rules)
  const catchAlls = rules.filter(
    (rule, place) => rule.enabled && rule.active && isCatchAll(rule) && !shadowed.has(place),
  )
  return new Set([
    ...catchAlls.map(catchAllKey),
    ...pairs.flatMap(({ earlier, later }) => {
      const [one, other] = [rules[earlier], rules[later]]
      return one && other ? [overlapKey(one, other)] : []
    }),
  ])
}

const isCatchAll = ({ domain }: Rule) => domain === ''
const catchAllKey = (rule: Rule) => `catchAll ${signed(rule)}`
const overlapKey = (earlier: Rule, later: Rule) => `overlap ${signed(earlier)} ${signed(later)}`

const signed = ({ domain, userAgent, role, identityProvider }: Rule) =>
  `${domain}, ${userAgent}, ${role ?? ''}, ${identityProvider}`

const inWords = (numbers: readonly number[]) => `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`

type RoleOfRule = {
  name: string
  /** Itself, and the roles that being in it means. */
  above: ReadonlySet<string>
  /** Whether Group Mappings lead into it. */
  mapped: boolean
}

async function rolesIn(db: Kysely<Tables>, rules: readonly Rule[]): Promise<Map<string, RoleOfRule>> {
  const ids = [...new Set(rules.flatMap(({ role }) => role ?? []))].slice(0, mostRoles)
  const named = await db
    .selectFrom('role')
    .select(['id', 'name'])
    .where('id', 'in', ['', ...ids])
    .execute()
  const entries = await Promise.all(
    named.map(async ({ id, name }) => {
      const [above, below] = await Promise.all([rolesAbove(db, id), rolesBelow(db, id)])
      const mapped = await db
        .selectFrom('role_member')
        .select('member_id')
        .where('member_type', '=', 'Group')
        .where('role_id', 'in', below)
        .where((member) =>
          member.or([
            member('member_id', 'in', member.selectFrom('group_mapping').select('group_id')),
            member('member_id', 'in', member.selectFrom('global_group_mapping').select('group_id')),
          ]),
        )
        .limit(1)
        .executeTakeFirst()
      return [id, { name, above: new Set(above), mapped: mapped !== undefined }] as const
    }),
  )
  return new Map(entries)
}

/** Roles whose place among the others is looked up. */
const mostRoles = 200

const withoutRule = (db: Kysely<Tables>, rules: readonly Rule[]) =>
  db
    .selectFrom('identity_provider')
    .select(['id', 'name'])
    .where('active', '=', 1)
    .where('id', 'not in', [
      '',
      ...new Set(rules.filter(({ enabled }) => enabled).map(({ identityProvider }) => identityProvider)),
    ])
    .orderBy('sort_key')
    .limit(mostOverlaps)
    .execute()
