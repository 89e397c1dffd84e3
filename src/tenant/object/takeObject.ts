import type { Kysely } from 'kysely'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { notThere, Problem } from '../problem.ts'
import type { Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'

type OfObject = { type: ObjectType; id: string }
type Locking = Pick<Write, 'tx' | 'tenant'>

/** Until the transaction ends nobody else changes the object. */
export const lockObject = ({ tx, tenant }: Locking, { type, id }: OfObject) =>
  tenant.database.lock(tx, `${type} ${id}`)

/** CF-01: refuses an edit that started from a version which somebody else has saved over. */
export function refuseStale(version: number, expectedVersion: number | undefined): void {
  if (expectedVersion === undefined || expectedVersion === version) return
  throw new Problem('stale', 'Somebody else saved in the meantime. Compare the two and save again.', {
    version,
  })
}

/** An object that is about to be changed, locked and as it is now. Refuses one that is gone, and a stale edit. */
export async function takeObject<Stored extends { row: { version: number } }>(
  write: Locking,
  {
    expectedVersion,
    read,
    ...object
  }: OfObject & {
    read: (db: Kysely<Tables>, id: string) => Promise<Stored | null>
    expectedVersion?: number | undefined
  },
): Promise<Stored> {
  await lockObject(write, object)
  const stored = await read(write.tx, object.id)
  if (!stored) throw notThere(`${nouns[object.type].one} ${object.id}`)
  refuseStale(stored.row.version, expectedVersion)
  return stored
}
