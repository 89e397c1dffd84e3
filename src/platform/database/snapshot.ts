import type { DatabaseSync } from 'node:sqlite'

/**
 * One read transaction for all reads of a turn of the event loop. Taking and giving back SQLite's lock costs as much as a small read, and a
 * request makes half a dozen of them.
 */
export class Snapshot {
  readonly #begin: () => void
  readonly #commit: () => void
  #isOpen = false

  constructor(reader: DatabaseSync) {
    const [begin, commit] = [reader.prepare('begin'), reader.prepare('commit')]
    this.#begin = () => begin.run()
    this.#commit = () => commit.run()
  }

  /** To be called before a read. What is read then is as it was at the first of these calls. */
  hold(): void {
    if (this.#isOpen) return
    this.#begin()
    this.#isOpen = true
    setImmediate(() => this.end())
  }

  /** To be called after a write of this process, which the next read has to see. */
  end(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#commit()
  }
}
