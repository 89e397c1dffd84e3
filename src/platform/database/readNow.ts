import type { Kysely } from 'kysely'

/** Gives the rows of a read at once. */
export type ReadNow = (values: readonly unknown[]) => unknown[]

/** Prepares a text of the code, once and for all. */
type PrepareNow = (text: string) => ReadNow

const known = new WeakMap<object, PrepareNow>()

/**
 * Kysely awaits a dozen promises before it has a connection. That costs more than a small read of an embedded database, so such reads go
 * around it.
 */
export function offerReadNow(db: Kysely<unknown>, prepareNow: PrepareNow): void {
  known.set(db.getExecutor().adapter, prepareNow)
}

/** For the connection that reads, whatever tables it is seen with; undefined for any other. */
export const readNowOf = <Tables>(db: Kysely<Tables>, text: string): ReadNow | undefined =>
  known.get(db.getExecutor().adapter)?.(text)
