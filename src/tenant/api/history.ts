import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import { changes } from '#schema/change.ts'
import { nounCategories } from '#schema/nounCategories.ts'
import { nouns, objectTypes, type ObjectType } from '#schema/nouns.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { applicationsHeld } from '../application/applicationsHeld.ts'
import { refuseMembership } from '../directory/grantable.ts'
import { deletedUser, originsOf, restoreUser } from '../directory/restoreUser.ts'
import { listDirectories } from '../directory/source/directories.ts'
import { Problem } from '../problem.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

const pageSize = 50
const mostRecent = 8

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

  on(app, tenant, 'historyRecent', async ({ actor }) => {
    const types = readable(actor)
    if (types.length === 0) return []
    const rows = await tenant.database.read
      .selectFrom('object_version')
      .selectAll()
      .where('object_type', 'in', types)
      .orderBy('at', 'desc')
      .limit(mostRecent)
      .execute()
    return rows.map(recentOf)
  })

  on(app, tenant, 'historyDeleted', async ({ params: { after }, actor }) => {
    const types = readable(actor)
    if (types.length === 0) return { entries: [], more: false }
    const rows = await deletions(tenant.database.read, { types, after: after ?? null })
    const shown = rows.slice(0, pageSize)
    const templates = await templatesOf(tenant.database.read, shown)
    const directories = await directoriesOf(tenant, shown)
    return {
      entries: shown.map((row) => ({
        ...deletionOf(row),
        template: templates.get(row.object_id) ?? null,
        directory: directories.get(row.object_id) ?? null,
      })),
      more: rows.length > pageSize,
    }
  })

  on(app, tenant, 'restoreUser', ({ params: { ID: id }, actor, by, note }) =>
    tenant.database.write(async (tx) => {
      const deleted = await deletedUser(tx, id)
      if (deleted.config.status.inEverybodyRole) await refuseMembership(tx, actor, 'everybody')
      const restored = await restoreUser({ tx, tenant, by }, deleted)
      if (restored.lost > 0)
        note(
          'An identity provider that the person signed in through is no longer there, so its link was not restored.',
        )
      return restored.id
    }),
  )
}

const readable = (actor: Actor) => objectTypes.filter((type) => holdsAny(actor, nouns[type].readers))

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

type Last = { at: number; type: ObjectType; id: string }

/** One more than a page, of what was deleted before `after`. */
const deletions = (
  db: Kysely<Tables>,
  { types, after }: { types: ObjectType[]; after: Last | null },
): Promise<Row<'object_version'>[]> =>
  db
    .selectFrom('object_version')
    .selectAll()
    .where('after', 'is', null)
    .where('object_type', 'in', types)
    .$if(after !== null, (query) =>
      query.where((where) =>
        where(
          where.refTuple('at', 'object_type', 'object_id'),
          '<',
          where.tuple(after?.at ?? 0, after?.type ?? 'user', after?.id ?? ''),
        ),
      ),
    )
    .orderBy('at', 'desc')
    .orderBy('object_type', 'desc')
    .orderBy('object_id', 'desc')
    .limit(pageSize + 1)
    .execute()

function recentOf(row: Row<'object_version'>) {
  const { object_type: type, object_id: id, at, actor_name: who } = row
  const what =
    row.after === null
      ? ('deleted' as const)
      : row.before === null
        ? ('created' as const)
        : ('changed' as const)
  return { type, id, name: nameIn(type, objectOf(row.after ?? row.before)), what, at, who }
}

function deletionOf(row: Row<'object_version'>) {
  const { object_type: type, object_id: id, version, at, actor_name: who, why } = row
  return { type, id, name: nameIn(type, objectOf(row.before)), version: version - 1, at, who, why }
}

/** What people call it, whatever its category is. */
function nameIn(type: ObjectType, values: Values | null): string {
  const named = nounCategories[type].find(({ settings }) => 'name' in settings)
  const name = values?.[named?.id ?? '']?.['name']
  return typeof name === 'string' ? name : ''
}

/** The templates of deleted applications, by id. */
async function templatesOf(
  db: Kysely<Tables>,
  rows: readonly Row<'object_version'>[],
): Promise<Map<string, string>> {
  const ids = rows.flatMap((row) => (row.object_type === 'application' ? [row.object_id] : []))
  if (ids.length === 0) return new Map()
  const events = await db
    .selectFrom('event')
    .select(['application_id', 'detail'])
    .where('application_id', 'in', ids)
    .where('event_type', '=', `${nouns.application.event}.Delete`)
    .execute()
  return new Map(
    events.flatMap(({ application_id, detail }) => {
      const { template } = JSON.parse(detail) as { template?: unknown }
      return typeof template === 'string' ? [[application_id ?? '', template] as const] : []
    }),
  )
}

/** The names of the other directories that deleted users came from, by id. */
async function directoriesOf(
  tenant: Tenant,
  rows: readonly Row<'object_version'>[],
): Promise<Map<string, string>> {
  const ids = rows.flatMap((row) => (row.object_type === 'user' ? [row.object_id] : []))
  const origins = await originsOf(tenant.database.read, ids)
  if (origins.size === 0) return new Map()
  const names = new Map((await listDirectories(tenant)).map(({ id, name }) => [id, name]))
  return new Map(
    [...origins].map(([id, { directory }]) => [id, names.get(directory) ?? 'a directory that is gone']),
  )
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
