import type { Kysely } from 'kysely'
import { fromBits, hasRight, isForUse, type ApplicationRight, type Grant } from '#schema/grant.ts'
import type { Actor } from '../actor.ts'
import type { Tables } from '../store/tables.ts'

type Principal = Pick<Actor, 'id' | 'roleIds' | 'groupIds'>

/** Whether permissions let a principal run the application, itself or through a role or group. */
export const mayRun = (grants: readonly Grant[], principal: Principal): boolean =>
  reaching(grants, principal).some(({ rights }) => rights.includes('Run'))

/** The permissions that reach a principal: its own, and those of its roles and groups. */
export function reaching<Row extends Pick<Grant, 'type' | 'id'>>(
  grants: readonly Row[],
  principal: Principal,
): Row[] {
  const ids = idsOf(principal)
  return grants.filter(({ type, id }) => ids[type].includes(id))
}

/** Every id under which permissions can reach a principal, by the type of the permission's row. */
export const idsOf = ({ id, roleIds, groupIds }: Principal): Record<Grant['type'], readonly string[]> => ({
  User: [id],
  Role: roleIds,
  Group: groupIds,
})

/** Whether the principal holds more than its use on any application. */
export async function holdsSomeApplication(db: Kysely<Tables>, principal: Principal): Promise<boolean> {
  const own = idsOf(principal)
  const rows = await db
    .selectFrom('application_grant')
    .select(['principal_type', 'principal_id', 'bits'])
    .where('principal_id', 'in', Object.values(own).flat())
    .distinct()
    .execute()
  return rows.some(
    (row) =>
      own[row.principal_type].includes(row.principal_id) &&
      fromBits(row.bits).some((right) => !isForUse(right)),
  )
}

/** True when the actor holds the right, itself or through a role or group, on each of the applications; false for none. */
export async function applicationsHeld(
  db: Kysely<Tables>,
  {
    actor,
    right,
    ids,
  }: { actor: Principal & Pick<Actor, 'powers'>; right: ApplicationRight; ids: readonly string[] },
): Promise<boolean> {
  if (ids.length === 0) return false
  if (actor.powers !== null && !isForUse(right) && !actor.powers.has('applications')) return false
  const own = idsOf(actor)
  const rows = await db
    .selectFrom('application_grant')
    .select(['application_id', 'principal_type', 'principal_id', 'bits'])
    .where('application_id', 'in', ids)
    .where('principal_id', 'in', Object.values(own).flat())
    .execute()
  const held = rows.filter(
    (row) => own[row.principal_type].includes(row.principal_id) && hasRight(row.bits, right),
  )
  return ids.every((id) => held.some((row) => row.application_id === id))
}
