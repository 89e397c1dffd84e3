import { recordEvents } from '../audit/recordEvents.ts'
import type { Row } from '../store/tables.ts'
import type { Write } from '../write.ts'

/** Behind the lock of memberships. */
export const lockRules = ({ tx, tenant }: Pick<Write, 'tx' | 'tenant'>) =>
  tenant.database.lock(tx, 'routing rules')

/** The version of the whole list. */
export const routingVersion = async (
  db: Write['tx'] | Write['tenant']['database']['read'],
): Promise<number> => (await db.selectFrom('routing_list').select('version').executeTakeFirst())?.version ?? 1

/** Puts other rules in the place of all that there are, with one event. Gives the new version. Inside lockRules. */
export async function replaceRules(
  { tx, tenant, by }: Write,
  {
    rows,
    type,
  }: {
    rows: readonly Row<'routing_rule'>[]
    type: 'Cloud.Core.RoutingRules.Modify' | 'Cloud.Core.RoutingRules.Revert'
  },
): Promise<number> {
  const before = await tx.selectFrom('routing_rule').selectAll().orderBy('place').execute()
  await tx.deleteFrom('routing_rule').execute()
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await tx
      .insertInto('routing_rule')
      .values(rows.slice(at, at + rowsAtOnce))
      .execute()
  const version = (await routingVersion(tx)) + 1
  await tx
    .insertInto('routing_list')
    .values({ row: 1, version })
    .onConflict((conflict) => conflict.column('row').doUpdateSet({ version }))
    .execute()
  const detail = { version, before: before.map(told), after: rows.map(told) }
  await recordEvents(tx, tenant, [{ by, at: tenant.clock(), event: { type, detail } }])
  return version
}

/** Well below the number of parameters that a statement takes. */
const rowsAtOnce = 100

const told = ({ identity_provider_id, domain, user_agent, role_id, enabled }: Row<'routing_rule'>) =>
  `${enabled === 1 ? '' : 'off: '}${domain || 'everybody'}, ${user_agent}${role_id === null ? '' : `, role ${role_id}`} → ${identity_provider_id}`
