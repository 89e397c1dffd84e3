import type { Kysely } from 'kysely'

/** Gives the rows of a read at once. */
export type ReadNow = (text: string, values: readonly unknown[]) => unknown[]

const known = new WeakMap<object, ReadNow>()

/**
 * Kysely awaits a dozen promises before it has a connection. That costs more than a small read of an embedded database, so such reads go
 * around it.
 */
export function offerReadNow(db: Kysely<unknown>, readNow: ReadNow): void {
  known.set(db.getExecutor().adapter, readNow)
}

/** For the connection that reads, whatever tables it is seen with; undefined for any other. */
export const readNowOf = <Tables>(db: Kysely<Tables>): ReadNow | undefined =>
  known.get(db.getExecutor().adapter)
