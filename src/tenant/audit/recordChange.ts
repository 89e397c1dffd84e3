import type { ObjectType } from '#schema/nouns.ts'
import { forgetSecrets, refuseOpenSecrets } from '../object/sealedSecrets.ts'
import type { Row } from '../store/tables.ts'
import type { Write } from '../write.ts'
import { storable } from './bounded.ts'
import type { NewEvent } from './event.ts'
import { keptVersion } from './keptVersion.ts'
import { recordEvents } from './recordEvents.ts'

type Change = {
  type: ObjectType
  id: string
  version: number
  before: unknown
  after: unknown
  why: string
  at: number
}

/**
 * Keeps a version of an object with the events that tell of it, in the transaction of its change. The first event holds the version's hash, so that
 * an edit or deletion of the version shows (AU-03). Secrets appear in neither object, and those of an
 * object that is deleted go with it.
 */
export async function recordChange(
  { tx, tenant, by }: Write,
  { type, id, version, before, after, why, at }: Change,
  ...[first, ...others]: [NewEvent, ...NewEvent[]]
): Promise<void> {
  refuseOpenSecrets(type, after)
  if (after === null) await forgetSecrets(tx, { type, id })
  const row: Row<'object_version'> = {
    object_type: type,
    object_id: id,
    version,
    at,
    actor_id: by.id ?? '',
    actor_name: storable(by.name),
    why: storable(by.reason === undefined ? why : `${why}: ${by.reason}`),
    before: before === null ? null : JSON.stringify(before),
    after: after === null ? null : JSON.stringify(after),
  }
  await tx.insertInto('object_version').values(row).execute()
  const of = (event: NewEvent, more: Record<string, unknown> = {}) => ({
    by,
    at,
    event: { ...event, detail: { ...event.detail, version, ...more } },
  })
  const versions = [keptVersion(tenant.keys, row)]
  await recordEvents(tx, tenant, [of(first, { versions }), ...others.map((event) => of(event))])
}
