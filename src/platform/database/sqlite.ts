import { closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { CompiledQuery, Kysely, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely'
import type { DatabaseConnection, Dialect, Driver, SqliteDatabase, SqliteStatement } from 'kysely'
import { Recent } from '#schema/recent.ts'
import { CommitThread } from './commitThread.ts'
import type { Engine } from './engine.ts'
import { ReadThreads } from './readThreads.ts'
import { offerReadNow } from './readNow.ts'
import { RememberedRows } from './rememberedRows.ts'
import { Snapshot } from './snapshot.ts'
import type { Writing } from './writing.ts'

export function sqliteEngine(
  file: string,
  { writing, longestRead }: { writing: Writing; longestRead: number },
): Engine {
  // SQLite gives the files beside it the same rights.
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
  const writer = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: busyTimeout })
  // F4: WAL alone keeps only what was synced by chance; FULL syncs the log at each commit.
  writer.exec('pragma journal_mode = wal; pragma synchronous = full')
  const reader = new DatabaseSync(file, { readOnly: true, timeout: busyTimeout })

  const snapshot = new Snapshot(reader)
  const remembered = new RememberedRows(reader, snapshot)
  const turn = new Turn()
  const apart = new CommitThread({ file, timeout: busyTimeout })
  const readers = new ReadThreads({ file, timeout: busyTimeout, milliseconds: longestRead })
  let closing = false
  const write = new Kysely<unknown>({
    dialect: dialect(
      () => new WriteDriver(new Connection(writer, (text) => remembered.noteWrite(text)), turn, remembered),
    ),
  })
  const reading = new Connection(reader)
  const read = new Kysely<unknown>({ dialect: dialect(() => new ReadDriver(reading, writing)) })
  offerReadNow(read, (text) => {
    const statement = reading.prepare(text)
    const read = remembered.remembering(text, (values) => {
      snapshot.hold()
      return statement.all(values)
    })
    return (values) => {
      writing.refuseRead()
      return read(values)
    }
  })
  return {
    kind: 'sqlite',
    read,
    write,
    lock: () => Promise.resolve(), // writes are one at a time anyhow
    async writeApart(make) {
      writing.refuse('writeApart() was called inside write()')
      if (closing) throw new Error('The database is closed')
      await turn.take()
      try {
        const statements = await make()
        remembered.beforeWrite()
        for (const { text } of statements) remembered.noteWrite(text)
        await apart.commit(statements)
      } finally {
        turn.give(() => remembered.afterWrite())
      }
    },
    async readApart(read) {
      if (closing) throw new Error('The database is closed')
      return readers.read(read)
    },
    isTransient: () => false,
    async close() {
      closing = true
      await readers.close()
      await write.destroy()
      snapshot.end()
      await read.destroy()
      await apart.close()
      // Kysely leaves a connection alone that it never used.
      for (const connection of [reader, writer]) if (connection.isOpen) connection.close()
      foldLog(file)
    },
  }
}

/** The last to close folds the log into the file, which one that only reads cannot: so the last one is opened for it. */
function foldLog(file: string): void {
  if (!existsSync(`${file}-wal`)) return
  const last = new DatabaseSync(file, { timeout: busyTimeout })
  last.exec('pragma wal_checkpoint(truncate)')
  last.close()
}

/** Milliseconds to wait for another process that holds the file. The whole process waits, so this is short. */
const busyTimeout = 2000
const statementsKept = 500

/** What Kysely asks of a SQLite driver, over node:sqlite, keeping prepared statements. */
class Connection implements SqliteDatabase {
  /** A statement failed since the transaction began. */
  failed = false
  readonly #connection: DatabaseSync
  readonly #noteWrite: (text: string) => void
  readonly #statements = new Recent<SqliteStatement>(statementsKept)

  constructor(connection: DatabaseSync, noteWrite: (text: string) => void = () => undefined) {
    this.#connection = connection
    this.#noteWrite = noteWrite
  }

  prepare(text: string): SqliteStatement {
    this.#noteWrite(text)
    const kept = this.#statements.get(text)
    if (kept) return kept
    const statement = this.#noting(() => this.#compile(text))
    this.#statements.set(text, statement)
    return statement
  }

  get inTransaction(): boolean {
    return this.#connection.isTransaction
  }

  close(): void {
    this.#statements.clear()
    this.#connection.close()
  }

  #compile(text: string): SqliteStatement {
    const statement = this.#connection.prepare(text)
    return {
      reader: statement.columns().length > 0,
      all: (values) => this.#noting(() => statement.all(...bindable(values))),
      run: (values) => this.#noting(() => statement.run(...bindable(values))),
      // A statement of its own: the kept one would start over if it ran again while this one is being read.
      iterate: (values) => this.#connection.prepare(text).iterate(...bindable(values)),
    }
  }

  #noting<Result>(step: () => Result): Result {
    try {
      return step()
    } catch (error) {
      this.failed = true
      throw error
    }
  }
}

/** The border to node:sqlite, which itself refuses what it cannot store (booleans, undefined, objects). */
const bindable = (values: readonly unknown[]) => values as SQLInputValue[]

class ReadDriver extends SqliteDriver {
  readonly #writing: Writing

  constructor(connection: Connection, writing: Writing) {
    super({ database: connection })
    this.#writing = writing
  }

  override acquireConnection(): Promise<DatabaseConnection> {
    this.#writing.refuseRead()
    return super.acquireConnection()
  }
}

class WriteDriver extends SqliteDriver {
  readonly #connection: Connection
  readonly #turn: Turn
  readonly #remembered: RememberedRows

  constructor(connection: Connection, turn: Turn, remembered: RememberedRows) {
    super({ database: connection })
    this.#connection = connection
    this.#turn = turn
    this.#remembered = remembered
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    await this.#turn.take()
    try {
      this.#remembered.beforeWrite()
      return await super.acquireConnection()
    } catch (error) {
      this.#turn.give(() => undefined)
      throw error
    }
  }

  override async releaseConnection(): Promise<void> {
    this.#turn.give(() => this.#remembered.afterWrite())
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // A deferred transaction can fail half way with BUSY when it turns from reading to writing.
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
    this.#connection.failed = false
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    // PostgreSQL refuses to commit after a failed statement; SQLite would keep the half that worked.
    if (this.#connection.failed)
      throw new Error('A statement failed inside write() and its error was not passed on')
    await super.commitTransaction(connection)
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // On a full disk SQLite has already rolled back; a second time would hide the first error.
    if (this.#connection.inTransaction) await super.rollbackTransaction(connection)
  }

  override async rollbackToSavepoint(
    ...[connection, name, compile]: Parameters<SqliteDriver['rollbackToSavepoint']>
  ): Promise<void> {
    await super.rollbackToSavepoint(connection, name, compile)
    this.#connection.failed = false
  }

  override async destroy(): Promise<void> {
    await this.#turn.take()
    await super.destroy()
  }
}

/** One at a time, in order of arrival. Kysely's own lock wakes everybody each time. */
class Turn {
  #taken = false
  readonly #waiting: (() => void)[] = []

  async take(): Promise<void> {
    if (this.#taken) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#taken = true
  }

  /** `before` comes first: what follows has to see what was written. */
  give(before: () => void): void {
    try {
      before()
    } finally {
      this.#pass()
    }
  }

  #pass(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#taken = false
  }
}

class Adapter extends SqliteAdapter {
  /** The drivers take turns themselves. */
  override get supportsMultipleConnections(): boolean {
    return true
  }

  /** SQLite rolls back table changes too; Kysely says no because a few pragmas do not. A migration is all or nothing. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

function dialect(createDriver: () => Driver): Dialect {
  const base = new SqliteDialect({ database: () => Promise.reject(new Error('never asked')) })
  return {
    createDriver,
    createAdapter: () => new Adapter(),
    createQueryCompiler: () => base.createQueryCompiler(),
    createIntrospector: (db) => base.createIntrospector(db),
  }
}
