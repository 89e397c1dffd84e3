import { fromBits, type ApplicationRight, type Grant } from '#schema/grant.ts'
import type { Actor } from '../actor.ts'
import { namedWays, namesOf, type NamedWays } from '../directory/membershipsOf.ts'
import { standingOf } from '../directory/rightsOf.ts'
import { keyOf, type Holder } from '../directory/ways.ts'
import { readRows } from '../readRows.ts'
import type { Tenant } from '../tenant.ts'
import { idsOf, reaching } from './applicationsHeld.ts'
import { applicationsSeenBy, onWhichHolds } from './seenBy.ts'

/** A permission that reaches somebody: of the user itself, or of a role or group that they are in. */
export type Reason = {
  type: Grant['type']
  id: string
  name: string
  rights: ApplicationRight[]
  /** Null for a permission of the user itself. */
  through: NamedWays | null
}

export type Runnable = { id: string; name: string; applicationId: string; reasons: Reason[] }

/**
 * A page of the applications that somebody may run, by name, with every permission that reaches them there: as many of them as the caller may see. Null for
 * nobody. Those that the tenant makes for itself are left out.
 */
export async function applicationsRun(
  database: Tenant['database'],
  { userId, actor }: { userId: string; actor: Actor },
  { offset, size }: { offset: number; size: number },
): Promise<{ applications: Runnable[]; count: number } | null> {
  const standing = await standingOf(database.read, userId)
  if (!standing) return null
  const principal = { id: userId, roleIds: standing.roleIds, groupIds: standing.groupIds }
  const seen = applicationsSeenBy(actor)
  const run = database.read
    .selectFrom('application')
    .where('built_in', '=', 0)
    .where(onWhichHolds(principal, 'Run'))
    .$if(seen !== 'all', (query) => (seen === 'all' ? query : query.where(seen)))
  const rows = await readRows(
    { database, actor },
    run
      .select(['id', 'name', 'application_id as applicationId'])
      .orderBy('sort_key')
      .orderBy('id')
      .limit(size)
      .offset(offset),
  )
  const counted = run.select(({ fn }) => fn.countAll<number>().as('count'))
  const count = (await readRows({ database, actor }, counted))[0]?.count ?? 0
  const grants = await database.read
    .selectFrom('application_grant')
    .select([
      'application_id',
      'principal_type as type',
      'principal_id as id',
      'principal_name as name',
      'bits',
    ])
    .where('application_id', 'in', ['', ...rows.map(({ id }) => id)])
    .where('principal_id', 'in', Object.values(idsOf(principal)).flat())
    .execute()
  const reached = reaching(grants, principal)
  const holders = reached.flatMap((each): Holder[] =>
    each.type === 'User' ? [] : [{ type: each.type, id: each.id }],
  )
  const names = await namesOf(database.read, holders)
  const ways = await namedWays(database.read, standing, holders)
  const waysTo = new Map(holders.map((each, at) => [keyOf(each), ways[at] ?? null]))
  return {
    applications: rows.map((row) => ({
      ...row,
      reasons: reached
        .filter(({ application_id: id }) => id === row.id)
        .map(({ type, id, name, bits }) => ({
          type,
          id,
          name: type === 'User' ? standing.user.name : (names.get(keyOf({ type, id })) ?? name),
          rights: fromBits(bits),
          through: waysTo.get(keyOf({ type, id })) ?? null,
        })),
    })),
    count,
  }
}
