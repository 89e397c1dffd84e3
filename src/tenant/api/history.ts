import type { FastifyInstance } from 'fastify'
import { changes } from '#schema/change.ts'
import { nounCategories } from '#schema/nounCategories.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { applicationsHeld } from '../application/applicationsHeld.ts'
import { Problem } from '../problem.ts'
import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

const pageSize = 50

/** Versions of objects, for whoever may read the object. */
export function historyRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'historyList', async ({ params: { type, id, before }, actor }) => {
    await holdReading(tenant, actor, { type, id })
    const rows = await versionsOf(tenant, { type, id })
      .$if(typeof before === 'number', (query) => query.where('version', '<', before ?? 0))
      .orderBy('version', 'desc')
      .limit(pageSize + 1)
      .execute()
    return { entries: rows.slice(0, pageSize).map(entryOf), more: rows.length > pageSize }
  })

  on(app, tenant, 'historyGet', async ({ params: { type, id, version }, actor }) => {
    await holdReading(tenant, actor, { type, id })
    const row = await versionsOf(tenant, { type, id }).where('version', '=', version).executeTakeFirst()
    return row ? { ...entryOf(row), object: objectOf(row.after) } : null
  })
}

const versionsOf = ({ database }: Tenant, { type, id }: { type: ObjectType; id: string }) =>
  database.read
    .selectFrom('object_version')
    .selectAll()
    .where('object_type', '=', type)
    .where('object_id', '=', id)

async function holdReading(
  tenant: Tenant,
  actor: Actor,
  { type, id }: { type: ObjectType; id: string },
): Promise<void> {
  if (holdsAny(actor, nouns[type].readers)) return
  if (
    type === 'application' &&
    (await applicationsHeld(tenant.database.read, { actor, right: 'ViewDetail', ids: [id] }))
  )
    return
  throw new Problem('forbidden', `${actor.name} may not read this ${type}.`)
}

type Values = Record<string, Record<string, unknown>>

const objectOf = (json: string | null) => (json === null ? null : (JSON.parse(json) as Values))

function entryOf(row: Row<'object_version'>) {
  const [before, after] = [objectOf(row.before), objectOf(row.after)]
  return {
    version: row.version,
    at: row.at,
    who: row.actor_name,
    whoId: row.actor_id,
    why: row.why,
    // A creation is told by its reason; its settings are not changes of anything
    changes: before === null || after === null ? [] : changes(nounCategories[row.object_type], before, after),
  }
}
