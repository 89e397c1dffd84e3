import type { Kysely } from 'kysely'
import { globalGroupMappingConfig } from '#schema/globalGroupMappings.ts'
import type { Actor } from '../actor.ts'
import { recordEvents } from '../audit/recordEvents.ts'
import { lockMemberships } from '../directory/administrators.ts'
import { refuseStale } from '../object/takeObject.ts'
import { parsed } from '../problem.ts'
import type { Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'
import { keepGroupMappings, spelledAsHeld, type Mapping } from './groupMappings.ts'

/** The rows that hold for every identity provider, in their order. */
export const readGlobalGroupMappings = (db: Kysely<Tables>): Promise<Mapping[]> =>
  db
    .selectFrom('global_group_mapping')
    .innerJoin('group', 'group.id', 'global_group_mapping.group_id')
    .select(['value', 'group.name as group'])
    .orderBy('place')
    .execute()

/** The version of the whole list. */
export const globalGroupMappingsVersion = async (db: Kysely<Tables>): Promise<number> =>
  (await db.selectFrom('global_group_mapping_list').select('version').executeTakeFirst())?.version ?? 1

/** Changes the rows that hold for every identity provider, with one event. With `expectedVersion` a stale edit is refused (CF-01). */
export async function saveGlobalGroupMappings(
  write: Write,
  {
    actor,
    change,
    expectedVersion,
  }: {
    actor: Actor
    change: (before: readonly Mapping[]) => readonly Mapping[]
    expectedVersion?: number | undefined
  },
): Promise<void> {
  const { tx, tenant, by } = write
  await lockMemberships(write)
  const version = await globalGroupMappingsVersion(tx)
  refuseStale(version, expectedVersion)
  const before = await readGlobalGroupMappings(tx)
  const { groupMappings } = parsed(globalGroupMappingConfig, {
    groupMappings: { mappings: change(before) },
  })
  const wanted = await spelledAsHeld(tx, groupMappings.mappings)
  if (JSON.stringify(wanted) === JSON.stringify(before)) return
  await keepGroupMappings(write, { id: null, actor, before, wanted })
  const next = version + 1
  await tx
    .insertInto('global_group_mapping_list')
    .values({ row: 1, version: next })
    .onConflict((conflict) => conflict.column('row').doUpdateSet({ version: next }))
    .execute()
  const detail = { version: next, before: before.map(told), after: wanted.map(told) }
  const event = { type: 'Cloud.Core.GroupMappings.Modify' as const, detail }
  await recordEvents(tx, tenant, [{ by, at: tenant.clock(), event }])
}

const told = ({ value, group }: Mapping) => `${value} → ${group}`
