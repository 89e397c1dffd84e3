import type { Kysely, Transaction } from 'kysely'
import type { Statement } from './commitThread.ts'
import type { Read } from './longRead.ts'
import type { LockingStatement } from './namedStatement.ts'

/** What differs between SQLite and PostgreSQL; one file each. */
export type Engine = {
  kind: 'sqlite' | 'postgres'
  read: Kysely<unknown>
  write: Kysely<unknown>
  lock(tx: Transaction<unknown>, subject: string): Promise<void>
  writeApart?(make: () => Promise<readonly Statement[]>): Promise<void>
  writeAlone?(statement: LockingStatement): Promise<number>
  /** Throws TookTooLong. The caller bounds how many there are at once. */
  readApart(read: Read): Promise<unknown[]>
  /** The database undid the transaction through no fault of its own; the same work may pass now. */
  isTransient(error: unknown): boolean
  close(): Promise<void>
}
