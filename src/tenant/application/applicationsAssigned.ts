import { fromBits, type ApplicationRight, type Grant } from '#schema/grant.ts'
import type { Actor } from '../actor.ts'
import { readRows } from '../readRows.ts'
import type { Tenant } from '../tenant.ts'
import { applicationsSeenBy } from './seenBy.ts'

type Assigned = { id: string; name: string; applicationId: string; rights: ApplicationRight[] }

/**
 * A page of the applications on which a principal itself holds a permission, by name: as many of them as the caller may see. Those that the tenant makes for
 * itself are left out.
 */
export async function applicationsAssigned(
  database: Tenant['database'],
  { type, id, actor }: Pick<Grant, 'type' | 'id'> & { actor: Actor },
  { offset, size }: { offset: number; size: number },
): Promise<{ applications: Assigned[]; count: number }> {
  const seen = applicationsSeenBy(actor)
  const held = database.read
    .selectFrom('application_grant')
    .innerJoin('application', 'application.id', 'application_grant.application_id')
    .where('principal_type', '=', type)
    .where('principal_id', '=', id)
    .where('built_in', '=', 0)
    .$if(seen !== 'all', (query) => (seen === 'all' ? query : query.where(seen)))
  const page = held
    .select(['application.id', 'name', 'application.application_id as applicationId', 'bits'])
    .orderBy('sort_key')
    .orderBy('application.id')
    .limit(size)
    .offset(offset)
  const counted = held.select(({ fn }) => fn.countAll<number>().as('count'))
  const rows = await readRows({ database, actor }, page)
  const count = (await readRows({ database, actor }, counted))[0]?.count ?? 0
  return { applications: rows.map(({ bits, ...row }) => ({ ...row, rights: fromBits(bits) })), count }
}
