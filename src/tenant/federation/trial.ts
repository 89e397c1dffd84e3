import type { Kysely } from 'kysely'
import { decide, missOf, type Miss, type Person } from '#schema/routing/decide.ts'
import { domainOf } from '#schema/routing/domain.ts'
import type { Agent } from '#schema/routing/userAgent.ts'
import { rolesAbove } from '../directory/roleTree.ts'
import type { Tables } from '../store/tables.ts'
import {
  admittedBy,
  federatedRoles,
  personOf,
  ruleOf,
  savedRules,
  type Admitted,
  type Gate,
  type Rule,
} from './admit.ts'
import { rowsOf, type SentRule } from './saveRoutingRules.ts'

type Db = Kysely<Tables>

/** Rules that are not saved, as they would be. Throws a Problem as saving them would. */
export async function unsavedRules(db: Db, sent: readonly SentRule[]): Promise<Rule[]> {
  const rows = await rowsOf(db, sent)
  const providers = await db.selectFrom('identity_provider').select(['id', 'name', 'active']).execute()
  const of = new Map(providers.map((each) => [each.id, each]))
  return rows.map((row) => {
    const { name = '', active = 0 } = of.get(row.identity_provider_id) ?? {}
    return ruleOf({ ...row, provider: name, active })
  })
}

/** The gate as it would be by these rules. */
export async function gateBy(db: Db, rules: readonly Rule[]): Promise<Gate> {
  const roles = await federatedRoles(db)
  return {
    rules: rules.filter(({ enabled, active }) => enabled && active),
    federatedRoles: new Set(roles.map(({ id }) => id)),
  }
}

type Asked = {
  name: string
  agent: Agent
  /** A role that the person is taken to be in as well. */
  role?: string | null | undefined
  /** False for whoever may not look at users (NT-44): the name is taken for that of somebody unknown, so that nothing of an account is told. */
  readsUsers: boolean
}

type Tried = {
  admitted: Admitted
  /** The place of the rule that decides. */
  decided: number | null
  /** Why each rule does not lead the person away; null where it would. */
  misses: (Miss | null)[]
}

/** What every rule makes of somebody, and the one that decides (RT-05): of the saved rules, or of those that are given. */
export async function tryRules(db: Db, asked: Asked, unsaved?: readonly SentRule[]): Promise<Tried> {
  const rules = unsaved ? await unsavedRules(db, unsaved) : await savedRules(db)
  const someone = asked.readsUsers ? await personOf(db, asked) : strangerOf(asked)
  const more = asked.role ? await rolesAbove(db, asked.role) : []
  const roles = new Set([...someone.roles, ...more])
  const person = { ...someone, roles, keepsLocalSignIn: someone.keepsLocalSignIn || roles.has('sysadmin') }
  const active = new Set(rules.filter((rule) => rule.active).map((rule) => rule.identityProvider))
  const isActive = (id: string) => active.has(id)
  const known = { ...person, domain: domainOf(person.name) }
  const decided = decide(rules, person, isActive)
  return {
    admitted: admittedBy(await gateBy(db, rules), person),
    decided: decided ? rules.indexOf(decided) : null,
    misses: rules.map((rule) => missOf(rule, known, isActive)),
  }
}

const strangerOf = ({ name, agent }: Asked): Person => ({
  name,
  agent,
  roles: new Set(),
  keepsLocalSignIn: false,
})
