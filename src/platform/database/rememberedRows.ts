import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { Recent } from '#schema/recent.ts'
import type { ReadNow } from './readNow.ts'
import type { Snapshot } from './snapshot.ts'

/** Of each query; an answer of more rows, or to longer values, is not kept: strangers choose how long a name is. */
const most = { answers: 500, rows: 50, letters: 200 }

/**
 * What `prepared` reads gave, until somebody writes to a table of theirs. Requests ask the same again and again, and after each commit, also of an
 * event, SQLite finds its way through the file anew. The rows are frozen: everybody is given the same ones.
 */
export class RememberedRows {
  readonly #reader: DatabaseSync
  readonly #snapshot: Snapshot
  readonly #dataVersion: StatementSync
  readonly #queries: { text: string; answers: Recent<unknown[]> }[] = []
  /** Which commits of other connections the rows stand for. */
  #version: unknown
  #isLookedAt = false
  readonly #written = new Set<string>()

  constructor(reader: DatabaseSync, snapshot: Snapshot) {
    this.#reader = reader
    this.#snapshot = snapshot
    this.#dataVersion = reader.prepare('pragma data_version')
    this.#version = this.#versionNow()
  }

  /** The same read, which asks the database only for what is not remembered. */
  remembering(text: string, read: ReadNow): ReadNow {
    const answers = new Recent<unknown[]>(most.answers)
    this.#queries.push({ text, answers })
    return (values) => {
      this.#lookOnceATurn()
      const [first] = values
      const name = values.length === 1 && typeof first === 'string' ? first : JSON.stringify(values)
      if (name.length > most.letters) return read(values)
      const known = answers.get(name)
      if (known) return known
      const rows = read(values)
      for (const row of rows) Object.freeze(row)
      Object.freeze(rows)
      if (rows.length <= most.rows) answers.set(name, rows)
      return rows
    }
  }

  /** To be called before a write of this process: afterwards, commits of others could not be told from its own. */
  beforeWrite(): void {
    this.#snapshot.end()
    this.#look()
  }

  /** Each statement that a write of this process makes. */
  noteWrite(text: string): void {
    if (!writesNothing.test(text)) this.#written.add(text)
  }

  /** To be called after a write of this process, which the next read has to see. */
  afterWrite(): void {
    this.#snapshot.end()
    for (const text of this.#written) this.#forget(tableWritten(text))
    this.#written.clear()
    this.#version = this.#versionNow()
  }

  #lookOnceATurn(): void {
    if (this.#isLookedAt) return
    this.#isLookedAt = true
    setImmediate(() => (this.#isLookedAt = false))
    this.#look()
  }

  /** Forgets everything if another process has written. */
  #look(): void {
    const version = this.#versionNow()
    if (version === this.#version) return
    this.#version = version
    this.#forget(undefined)
  }

  #versionNow(): unknown {
    return this.#reader.isOpen ? this.#dataVersion.get()?.['data_version'] : undefined
  }

  /** @param table undefined for any. */
  #forget(table: string | undefined): void {
    for (const { text, answers } of this.#queries)
      if (table === undefined || text.includes(table)) answers.clear()
  }
}

const writesNothing = /^(?:select|begin|commit|rollback|savepoint|release)\b/

/** The table, as Kysely writes it, that a statement changes alone; undefined where it may change others too, as deleting may. */
const tableWritten = (text: string): string | undefined => /^(?:insert into|update) ("\w+")/.exec(text)?.[1]
