import type { Transaction } from 'kysely'
import type { ObjectType } from '#schema/nouns.ts'
import type { Tables } from '../store/tables.ts'
import type { Author } from './event.ts'

/** Keeps a version of an object, in the transaction of its change. Secrets appear in neither object. */
export async function recordVersion(
  tx: Transaction<Tables>,
  {
    by,
    at,
    ...entry
  }: {
    type: ObjectType
    id: string
    version: number
    before: unknown
    after: unknown
    why: string
    by: Author
    at: number
  },
): Promise<void> {
  await tx
    .insertInto('object_version')
    .values({
      object_type: entry.type,
      object_id: entry.id,
      version: entry.version,
      at,
      actor_id: by.id ?? '',
      actor_name: by.name,
      why: entry.why,
      before: entry.before === null ? null : JSON.stringify(entry.before),
      after: entry.after === null ? null : JSON.stringify(entry.after),
    })
    .execute()
}
