import type { Kysely } from 'kysely'

/** Gives the rows of a read at once. */
export type ReadNow = (text: string, values: readonly unknown[]) => unknown[]

const known = new WeakMap<object, ReadNow>()

/** Kysely's way to a connection is a dozen promises, which cost more than a small read of an embedded database. */
export function offerReadNow(db: Kysely<unknown>, readNow: ReadNow): void {
  known.set(db.getExecutor().adapter, readNow)
}

/** For the connection that reads, whatever tables it is seen with; undefined for any other. */
export const readNowOf = <Tables>(db: Kysely<Tables>): ReadNow | undefined =>
  known.get(db.getExecutor().adapter)
