import type { Kysely, Transaction } from 'kysely'

/** What differs between SQLite and PostgreSQL; one file each. */
export type Engine = {
  kind: 'sqlite' | 'postgres'
  read: Kysely<unknown>
  write: Kysely<unknown>
  lock(tx: Transaction<unknown>, subject: string): Promise<void>
  /** The database undid the transaction through no fault of its own; the same work may pass now. */
  isTransient(error: unknown): boolean
  close(): Promise<void>
}
