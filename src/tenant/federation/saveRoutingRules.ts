import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { asciiDomain } from '#schema/routing/domain.ts'
import type { UserAgent } from '#schema/routing/userAgent.ts'
import type { FieldFault } from '#schema/problem.ts'
import { hasEnabledAdministrator, lockMemberships } from '../directory/administrators.ts'
import { refuseStale } from '../object/takeObject.ts'
import { fieldProblem, Problem } from '../problem.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'
import { refuseMoved, type JudgedBy } from './moved.ts'
import { lockRules, replaceRules, routingVersion } from './replaceRules.ts'
import { armRevert } from './routingRevert.ts'

export type SentRule = {
  IdentityProvider: string
  Domain: string
  UserAgent: UserAgent
  Role?: string | null | undefined
  Enabled: boolean
}

/**
 * Replaces the list of routing rules, in one change with one event. With `expectedVersion` a stale edit is refused (CF-01); with `revertAfter` minutes the
 * rules go back unless they are confirmed (RT-06). Gives the new version.
 */
export async function saveRoutingRules(
  write: Write,
  {
    rules,
    judged,
    expectedVersion,
    revertAfter,
  }: {
    rules: readonly SentRule[]
    judged: JudgedBy
    expectedVersion: number | undefined
    revertAfter?: number | undefined
  },
): Promise<number> {
  const { tx } = write
  // First, as everywhere
  await lockMemberships(write)
  await lockRules(write)
  refuseStale(await routingVersion(tx), expectedVersion)
  await refuseMoved(tx, judged)
  const rows = await rowsOf(tx, rules)
  await refuseLockOut(write, rows)
  const before = await tx.selectFrom('routing_rule').selectAll().orderBy('place').execute()
  await armRevert(write, { before, minutes: revertAfter })
  return replaceRules(write, { rows, type: 'Cloud.Core.RoutingRules.Modify' })
}

/** S3: rules lead away from here only while somebody can sign in here to change them (RT-03). */
async function refuseLockOut(write: Write, rows: readonly Row<'routing_rule'>[]): Promise<void> {
  if (rows.some(({ enabled }) => enabled === 1) && !(await hasEnabledAdministrator(write)))
    throw new Problem(
      'invalid_request',
      'No System Administrator can sign in here with a password, so nobody could change these rules if they lock everybody out. Give one an account of the Cloud Directory with a password first.',
    )
}

/** What was sent as it would be saved. Throws a Problem that names each field that cannot be read. */
export async function rowsOf(db: Kysely<Tables>, rules: readonly SentRule[]): Promise<Row<'routing_rule'>[]> {
  const idps = await db.selectFrom('identity_provider').select('id').execute()
  const named = [...new Set(rules.flatMap(({ Role: role }) => role ?? []))]
  const roles = await db
    .selectFrom('role')
    .select('id')
    .where('id', 'in', ['', ...named])
    .execute()
  const known = { idps: new Set(idps.map(({ id }) => id)), roles: new Set(roles.map(({ id }) => id)) }
  const faults: FieldFault[] = []
  const rows = rules.map((rule, place) => {
    const at = (field: string, message: string) => faults.push({ path: `rules.${place}.${field}`, message })
    const domain = rule.Domain.trim() === '' ? '' : asciiDomain(rule.Domain.trim())
    if (domain === null)
      at('domain', 'Give a domain such as company.com, without @, or leave it empty for everybody.')
    if (!known.idps.has(rule.IdentityProvider))
      at('identityProvider', 'There is no such identity provider. Choose one that exists.')
    if (rule.Role && !known.roles.has(rule.Role)) at('role', 'There is no such role. Choose one that exists.')
    return {
      id: randomUUID(),
      place,
      identity_provider_id: rule.IdentityProvider,
      domain: domain ?? '',
      user_agent: rule.UserAgent,
      role_id: rule.Role || null,
      enabled: rule.Enabled ? 1 : 0,
    }
  })
  if (faults.length > 0) throw fieldProblem('invalid_fields', faults)
  return rows
}
