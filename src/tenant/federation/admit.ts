import type { Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import { nameKey } from '#schema/nameKey.ts'
import { decide, type Person, type RoutingRule } from '#schema/routing/decide.ts'
import type { Agent } from '#schema/routing/userAgent.ts'
import { standingOfUser, userByName } from '../directory/rightsOf.ts'
import type { Row, Tables } from '../store/tables.ts'

type Db = Kysely<Tables>
/** With the name of its identity provider, and whether that one is used. */
export type Rule = RoutingRule & { provider: string; active: boolean }

const rulesWithProvider = (db: Db) =>
  db
    .selectFrom('routing_rule')
    .innerJoin('identity_provider', 'identity_provider.id', 'routing_rule.identity_provider_id')
    .selectAll('routing_rule')
    .select(['identity_provider.name as provider', 'active'])
    .orderBy('place')

/** The rules that count: enabled, and of an active identity provider. */
const liveRules = prepared((db: Db) => rulesWithProvider(db).where('enabled', '=', 1).where('active', '=', 1))

/** All of them, as they are saved. */
export const savedRules = async (db: Db): Promise<Rule[]> =>
  (await rulesWithProvider(db).execute()).map(ruleOf)

/** A rule as the gate goes by it, of its row and its identity provider. */
export const ruleOf = (row: Row<'routing_rule'> & { provider: string; active: number }): Rule => ({
  id: row.id,
  identityProvider: row.identity_provider_id,
  domain: row.domain,
  userAgent: row.user_agent,
  role: row.role_id,
  enabled: row.enabled === 1,
  provider: row.provider,
  active: row.active === 1,
})

/** The roles whose members sign in at an identity provider only. */
export const federatedRoles = prepared((db: Db) =>
  db.selectFrom('role').select('id').where('requires_federation', '=', 1),
)

/** What the gate goes by. */
export async function gateOf(db: Db): Promise<Gate> {
  const [rules, roles] = await Promise.all([liveRules(db), federatedRoles(db)])
  return { rules: rules.map(ruleOf), federatedRoles: new Set(roles.map(({ id }) => id)) }
}

const closesNothing = ({ rules, federatedRoles: roles }: Gate) => rules.length === 0 && roles.size === 0

/** Whether anybody is sent anywhere, or kept from a password: then the sign-in page asks for the name first. */
export const asksNameFirst = async (db: Db): Promise<boolean> => !closesNothing(await gateOf(db))

/** Sent to an identity provider, by a rule. */
export type Routed = {
  to: 'identityProvider'
  id: string
  name: string
  rule: string
  keepsLocalSignIn: boolean
}

export type Admitted =
  | { to: 'directories' }
  | Routed
  /** Of a role that requires federation, and no rule leads anywhere: no password lets them in (S2). */
  | { to: 'nowhere' }

/** The rules that count, and the roles whose members sign in at an identity provider only. */
export type Gate = { rules: readonly Rule[]; federatedRoles: ReadonlySet<string> }

/** Where somebody signs in by these rules. Whoever keeps a sign-in here is never without one (S3). */
export function admittedBy({ rules, federatedRoles: roles }: Gate, person: Person): Admitted {
  const rule = decide(rules, person, () => true)
  const { keepsLocalSignIn } = person
  if (rule) {
    const { identityProvider: id, provider, id: ruleId } = rule
    return { to: 'identityProvider', id, name: provider, rule: ruleId, keepsLocalSignIn }
  }
  const closed = !keepsLocalSignIn && [...roles].some((role) => person.roles.has(role))
  return { to: closed ? 'nowhere' : 'directories' }
}

export const onlyFederation =
  'People of this name sign in at an identity provider only, and no routing rule leads there from here. Ask whoever looks after this sign-in.'

/**
 * The one gate before every way to sign in: the page, StartAuthentication, Resource Owner and the simulator ask here (RT-05). `local` is the page of
 * those who keep a sign-in here whatever the rules say; whoever may not use it is routed as in any browser. `confirms` is somebody who has signed in.
 */
export async function admit(
  db: Db,
  { name, door }: { name: string; door: Agent | 'local' | 'confirms' },
): Promise<Admitted> {
  if (door === 'confirms') return { to: 'directories' }
  const gate = await gateOf(db)
  if (closesNothing(gate)) return { to: 'directories' }
  return admittedBy(gate, await personOf(db, { name, agent: door === 'local' ? 'Browser' : door }))
}

/** By the stored name and the roles of a known account, and else by what was typed. */
export async function personOf(db: Db, { name, agent }: { name: string; agent: Agent }): Promise<Person> {
  const [user] = await userByName(db, nameKey(name))
  const standing = user && (await standingOfUser(db, user))
  return {
    name: user?.name ?? name,
    agent,
    roles: new Set(standing?.roleIds ?? []),
    keepsLocalSignIn: (standing?.systemAdministrator ?? false) || user?.break_glass === 1,
  }
}
