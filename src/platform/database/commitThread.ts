import { DatabaseThread, errorOf, type Failure } from './thread.ts'

/** Runs once for each row of values; each run must change exactly one row of the database, unless it says otherwise. */
export type Statement = { text: string; rows: readonly (readonly unknown[])[]; changes?: 'any' }

/** Commits to a SQLite file on a thread of its own. */
export class CommitThread {
  readonly #thread: DatabaseThread<readonly Statement[], Failure | null>

  constructor(settings: { file: string; timeout: number }) {
    this.#thread = new DatabaseThread(new URL('./committing.ts', import.meta.url), settings)
  }

  /** All statements in one transaction, or none. One at a time: the caller holds the turn to write. */
  async commit(statements: readonly Statement[]): Promise<void> {
    const failure = await this.#thread.ask(statements)
    if (failure) throw errorOf(failure)
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}
