import type { Read } from './longRead.ts'
import { TookTooLong } from './longRead.ts'
import { DatabaseThread, errorOf, type Failure } from './thread.ts'

/** What a thread says of a read: its rows, that it was ended, or what failed. */
export type ReadAnswer = { rows: unknown[] } | 'ended' | Failure

type Settings = { file: string; timeout: number; milliseconds: number }

/** Reads a SQLite file on threads, one read at a time on each. */
export class ReadThreads {
  readonly #settings: Settings
  readonly #all: DatabaseThread<Read, ReadAnswer>[] = []
  readonly #idle: DatabaseThread<Read, ReadAnswer>[] = []

  constructor(settings: Settings) {
    this.#settings = settings
  }

  /** The caller bounds how many there are at once: each that finds no idle thread makes one. */
  async read(read: Read): Promise<unknown[]> {
    const thread = this.#idle.pop() ?? this.#another()
    try {
      const answer = await thread.ask(read)
      if (answer === 'ended') throw new TookTooLong()
      if ('rows' in answer) return answer.rows
      throw errorOf(answer)
    } finally {
      this.#idle.push(thread)
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((thread) => thread.close()))
  }

  #another(): DatabaseThread<Read, ReadAnswer> {
    const thread = new DatabaseThread<Read, ReadAnswer>(
      new URL('./reading.ts', import.meta.url),
      this.#settings,
    )
    this.#all.push(thread)
    return thread
  }
}
