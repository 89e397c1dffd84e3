import { sql, type RawBuilder } from 'kysely'
import { applicationRights } from '#schema/grant.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { idsOf } from './applicationsHeld.ts'
import { applicationReaders } from '#schema/right.ts'

/** A condition on `application` for those that the caller may see: by a right all, else those on which it holds View, itself or through a role or group. */
export function applicationsSeenBy(actor: Actor): 'all' | RawBuilder<boolean> {
  return holdsAny(actor, applicationReaders) ? 'all' : onWhichHolds(actor, 'View')
}

/** A condition on `application` for those on which somebody holds the right, itself or through a role or group. */
export function onWhichHolds(
  actor: Pick<Actor, 'id' | 'roleIds' | 'groupIds'>,
  right: 'View' | 'Run',
): RawBuilder<boolean> {
  const bit = sql.lit(applicationRights[right].bits)
  const through = Object.entries(idsOf(actor))
    .filter(([, ids]) => ids.length > 0)
    .map(
      ([type, ids]) => sql`select application_id from application_grant
        where principal_type = ${sql.lit(type)} and principal_id in (${sql.join(ids)}) and (bits / ${bit}) % 2 = 1`,
    )
  // From the few permissions to their applications: asked of each application, all of them would be gone through
  return sql`application.id in (${sql.join(through, sql` union `)})`
}
