import type { DatabaseSync, StatementSync } from 'node:sqlite'

/**
 * One read transaction for all reads of a turn of the event loop. Taking and giving back SQLite's lock costs as much as a small read, and a
 * request makes half a dozen of them.
 */
export class Snapshot {
  readonly #reader: DatabaseSync
  readonly #begin: StatementSync
  readonly #commit: StatementSync
  #isOpen = false

  constructor(reader: DatabaseSync) {
    this.#reader = reader
    this.#begin = reader.prepare('begin')
    this.#commit = reader.prepare('commit')
  }

  /** To be called before a read. What is read then is as it was at the first of these calls. */
  hold(): void {
    if (this.#isOpen) return
    this.#begin.run()
    this.#isOpen = true
    setImmediate(() => this.end())
  }

  /** To be called after a write of this process, which the next read has to see. */
  end(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    // SQLite may have ended the transaction itself after a failed read, and a closed database has none
    if (this.#reader.isOpen && this.#reader.isTransaction) this.#commit.run()
  }
}
