import { sql, type RawBuilder } from 'kysely'
import { applicationRights } from '#schema/grant.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { idsOf } from './applicationsHeld.ts'
import { applicationReaders } from '#schema/right.ts'

/** A condition on `application` for those that the caller may see: by a right all, else those on which it holds View, itself or through a role or group. */
export function applicationsSeenBy(actor: Actor): 'all' | RawBuilder<boolean> {
  if (holdsAny(actor, applicationReaders)) return 'all'
  const view = sql.lit(applicationRights.View.bits)
  const through = Object.entries(idsOf(actor))
    .filter(([, ids]) => ids.length > 0)
    .map(
      ([type, ids]) =>
        sql`(seen.principal_type = ${sql.lit(type)} and seen.principal_id in (${sql.join(ids)}))`,
    )
  return sql`exists (select 1 from application_grant as seen where seen.application_id = application.id
    and (seen.bits / ${view}) % 2 = 1
    and (${sql.join(through, sql` or `)}))`
}
