import type { FastifyInstance } from 'fastify'
import { lookRegularly } from '#platform/lookRegularly.ts'
import type { Kysely } from 'kysely'
import { theTenant } from '../audit/event.ts'
import { recordEvents } from '../audit/recordEvents.ts'
import { lockMemberships } from '../directory/administrators.ts'
import { Problem } from '../problem.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import { refuseStale } from '../object/takeObject.ts'
import { lockRules, replaceRules, routingVersion } from './replaceRules.ts'

/** The rules that come back when nobody confirms those that stand now (RT-06). */
export const pendingRevert = (db: Kysely<Tables>): Promise<Row<'routing_revert'> | undefined> =>
  db.selectFrom('routing_revert').selectAll().executeTakeFirst()

type Armed = { before: readonly Row<'routing_rule'>[]; minutes: number | undefined }

/**
 * Keeps the rules that stood before a save, to come back in so many minutes. While some wait already, what comes back is the last confirmed list, and
 * every save needs a newer sign-in; without a number it comes back when it would have.
 */
export async function armRevert({ tx, tenant, by }: Write, { before, minutes }: Armed): Promise<void> {
  const pending = await pendingRevert(tx)
  if (!pending && minutes === undefined) return
  const at = tenant.clock()
  const due = minutes === undefined ? (pending?.due_at ?? at) : at + minutes * 60_000
  const row = {
    rules: pending?.rules ?? JSON.stringify(before),
    saved_at: at,
    due_at: due,
    saved_by: by.name,
  }
  await tx
    .insertInto('routing_revert')
    .values({ row: 1, ...row })
    .onConflict((conflict) => conflict.column('row').doUpdateSet(row))
    .execute()
}

/**
 * Lets the rules stand, by somebody who signed in after they were saved: so at least one could. `signedInAt` is null for a program. With
 * `expectedVersion` nobody confirms rules that they have not seen (CF-01).
 */
export async function confirmRouting(
  { tx, tenant, by }: Write,
  { signedInAt, expectedVersion }: { signedInAt: number | null; expectedVersion: number | undefined },
): Promise<void> {
  await lockRules({ tx, tenant })
  const pending = await pendingRevert(tx)
  if (!pending)
    throw new Problem('gone', 'No routing rules wait for a confirmation: they stand, or went back.')
  refuseStale(await routingVersion(tx), expectedVersion)
  if (signedInAt === null || signedInAt <= pending.saved_at)
    throw new Problem(
      'reauthentication_required',
      'Routing rules are confirmed by a sign-in that began after they were saved. Sign in again.',
      {},
      {
        check: 'newSignIn',
        expected: 'a sign-in after the rules were saved',
        seen: signedInAt === null ? 'no sign-in' : 'an earlier one',
      },
    )
  await tx.deleteFrom('routing_revert').execute()
  await recordEvents(tx, tenant, [
    { by, at: tenant.clock(), event: { type: 'Cloud.Core.RoutingRules.Confirm' } },
  ])
}

/** Puts the last confirmed rules back. What they led to may be gone: such a rule stays out, as it would without its role catch everybody. */
export async function revertRouting(
  write: Write,
  { onlyIfDue, expectedVersion }: { onlyIfDue: boolean; expectedVersion?: number | undefined },
): Promise<boolean> {
  const { tx, tenant } = write
  await lockMemberships(write)
  await lockRules(write)
  const pending = await pendingRevert(tx)
  if (!pending || (onlyIfDue && pending.due_at > tenant.clock())) return false
  refuseStale(await routingVersion(tx), expectedVersion)
  const kept = JSON.parse(pending.rules) as Row<'routing_rule'>[]
  const idps = new Set((await tx.selectFrom('identity_provider').select('id').execute()).map(({ id }) => id))
  const wanted = [...new Set(kept.flatMap(({ role_id }) => role_id ?? []))]
  const roles = new Set(
    (
      await tx
        .selectFrom('role')
        .select('id')
        .where('id', 'in', ['', ...wanted])
        .execute()
    ).map(({ id }) => id),
  )
  const rules = kept.filter(
    ({ identity_provider_id: idp, role_id: role }) => idps.has(idp) && (role === null || roles.has(role)),
  )
  await tx.deleteFrom('routing_revert').execute()
  await replaceRules(write, {
    rows: rules.map((rule, place) => ({ ...rule, place })),
    type: 'Cloud.Core.RoutingRules.Revert',
  })
  return true
}

/** How soon a list that is due goes back, in milliseconds. */
const lookAgainAfter = 5000

/** Looks for a list that is due for as long as the listener runs, on every node: whichever sees it first puts it back. */
export function keepReverting(app: FastifyInstance, tenant: Tenant): void {
  lookRegularly(app, {
    every: lookAgainAfter,
    look: () => revertWhenDue(tenant),
    log: tenant.log,
    failed: 'the routing rules could not go back',
  })
}

export async function revertWhenDue(tenant: Tenant): Promise<void> {
  const pending = await pendingRevert(tenant.database.read)
  if (!pending || pending.due_at > tenant.clock()) return
  const by = { ...theTenant, correlationId: 'routing rules' }
  await tenant.database.write((tx) => revertRouting({ tx, tenant, by }, { onlyIfDue: true }))
}
