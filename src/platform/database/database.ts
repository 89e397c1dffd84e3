import { setTimeout as pause } from 'node:timers/promises'
import type { CompiledQuery, Kysely, Transaction } from 'kysely'
import { Queue } from '../queue.ts'
import type { Statement } from './commitThread.ts'
import type { Engine } from './engine.ts'
import { longReads } from './longRead.ts'
import type { LockingStatement } from './namedStatement.ts'
import { postgresEngine } from './postgres.ts'
import { sqliteEngine } from './sqlite.ts'
import { Writing } from './writing.ts'

export type Database<Tables> = {
  kind: 'sqlite' | 'postgres'
  /** Reads only: the connection refuses to write. It sees what was committed; inside a write use its transaction. */
  read: Kysely<Tables>
  /**
   * A read that may take long. It runs in a thread (SQLite) or on a connection (PostgreSQL) of its own, so that nobody waits for it. Each
   * reader has one running at a time. Throws Busy when too many wait, and TookTooLong.
   */
  readApart<Row>(query: CompiledQuery<Row>, reader: string): Promise<Row[]>
  /**
   * One transaction. Everything inside takes `tx`; never await anything but the database; let its errors pass.
   * SQLite runs one at a time. PostgreSQL runs several (read committed), and runs `work` up to three times when it
   * gives up on a deadlock: so no side effects inside, and what two writes must not do at once needs a constraint,
   * a conditional UPDATE or `lock`.
   */
  write<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result>
  /**
   * SQLite: one transaction of statements that are known beforehand, in a thread of its own, so that nobody waits for the disk. `make` runs
   * while no other write does, and may read. Undefined for PostgreSQL, where writes hold nobody up.
   */
  writeApart: ((make: () => Promise<readonly Statement[]>) => Promise<void>) | undefined
  /**
   * PostgreSQL: one statement of the code that is a transaction by itself, and so one round trip. Gives the number of rows that it
   * wrote. Undefined for SQLite, where nothing has to travel.
   */
  writeAlone: ((statement: LockingStatement) => Promise<number>) | undefined
  /** Until this transaction ends, no other one gets past the lock of the same subject, on any node. Statements after it see what the others did. */
  lock(tx: Transaction<Tables>, subject: string): Promise<void>
  /** The same database seen with other tables: tenant and bff share one. */
  withTables<Other>(): Database<Other>
  /** Waits for writes under way. */
  close(): Promise<void>
}

type Options = {
  /** Milliseconds after which `readApart` is ended. */
  longestRead?: number
}

/** @param file path of the database; made when missing. */
export function openSqlite<Tables>(
  file: string,
  { longestRead = longReads.milliseconds }: Options = {},
): Database<Tables> {
  const writing = new Writing()
  return open(sqliteEngine(file, { writing, longestRead }), writing)
}

/** @param url postgres://… as in DATABASE_URL. Connects with the first query. */
export function openPostgres<Tables>(
  url: string,
  { longestRead = longReads.milliseconds }: Options = {},
): Database<Tables> {
  const writing = new Writing()
  return open(postgresEngine(url, { writing, longestRead }), writing)
}

/** @param column as `table.column`, where a table has several unique ones. Its index or constraint is named `table_column…`. */
export function isUniqueViolation(error: unknown, column = ''): boolean {
  if (!(error instanceof Error)) return false
  // SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY
  if ('errcode' in error && (error.errcode === 2067 || error.errcode === 1555))
    return error.message.includes(column)
  return (
    'code' in error &&
    error.code === '23505' &&
    'constraint' in error &&
    String(error.constraint).startsWith(column.replace('.', '_'))
  )
}

/** The connection that writes, outside any transaction. For migrations only. */
export function writerOf<Tables>(database: Database<Tables>): Kysely<unknown> {
  const writer = writers.get(database)
  if (!writer) throw new Error('Not a database of openSqlite or openPostgres')
  return writer
}

const writers = new WeakMap<object, Kysely<unknown>>()
const attempts = 3

function open<Tables>(engine: Engine, writing: Writing): Database<Tables> {
  const reading = new Queue(longReads.queue)
  const database: Database<unknown> = {
    kind: engine.kind,
    read: engine.read,
    async readApart<Row>({ sql: text, parameters: values }: CompiledQuery<Row>, reader: string) {
      writing.refuseRead()
      // The named border: a query gives the rows that its text says
      return (await reading.add(() => engine.readApart({ text, values }), { sharer: reader })) as Row[]
    },
    write: (work) => writing.run(() => persist(engine, work)),
    writeApart: engine.writeApart?.bind(engine),
    writeAlone: engine.writeAlone?.bind(engine),
    lock: (tx, subject) => engine.lock(tx, subject),
    // The named border: which tables there are is a matter of migrations, not of the connection.
    withTables: <Other>() => database as Database<Other>,
    async close() {
      writing.refuse('close() was called inside write()')
      await engine.close()
    },
  }
  writers.set(database, engine.write)
  return database.withTables<Tables>()
}

async function persist<Result>(
  engine: Engine,
  work: (tx: Transaction<unknown>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await engine.write.transaction().execute(work)
    } catch (error) {
      if (attempt === attempts || !engine.isTransient(error)) throw error
      await pause(attempt * 10 * Math.random())
    }
  }
}
