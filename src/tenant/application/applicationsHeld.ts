import type { Kysely } from 'kysely'
import { hasRight, type ApplicationRight, type Grant } from '#schema/grant.ts'
import type { Actor } from '../actor.ts'
import type { Tables } from '../store/tables.ts'

type Principal = Pick<Actor, 'id' | 'roleIds'>

/** Whether permissions let a principal run the application, itself or through a role. */
export const mayRun = (grants: readonly Grant[], { id, roleIds }: Principal) =>
  grants.some(
    (grant) =>
      grant.rights.includes('Run') &&
      (grant.type === 'User' ? grant.id === id : grant.type === 'Role' && roleIds.includes(grant.id)),
  )

/** True when the actor holds the right, itself or through a role, on each of the applications; false for none. */
export async function applicationsHeld(
  db: Kysely<Tables>,
  { actor, right, ids }: { actor: Principal; right: ApplicationRight; ids: readonly string[] },
): Promise<boolean> {
  if (ids.length === 0) return false
  const rows = await db
    .selectFrom('application_grant')
    .select(['application_id', 'principal_type', 'principal_id', 'bits'])
    .where('application_id', 'in', ids)
    .where('principal_id', 'in', [actor.id, ...actor.roleIds])
    .execute()
  return ids.every((id) =>
    rows.some((row) => row.application_id === id && isPrincipal(row, actor) && hasRight(row.bits, right)),
  )
}

const isPrincipal = (row: { principal_type: string; principal_id: string }, { id, roleIds }: Principal) =>
  row.principal_type === 'User'
    ? row.principal_id === id
    : row.principal_type === 'Role' && roleIds.includes(row.principal_id)
