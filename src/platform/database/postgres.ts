import { createHash } from 'node:crypto'
import { CompiledQuery, Kysely, PostgresDialect, PostgresDriver, sql } from 'kysely'
import type { DatabaseConnection, PostgresDialectConfig } from 'kysely'
import pg from 'pg'
import type { Engine } from './engine.ts'
import { longReads, TookTooLong } from './longRead.ts'
import type { Writing } from './writing.ts'

export function postgresEngine(
  url: string,
  { writing, longestRead }: { writing: Writing; longestRead: number },
): Engine {
  const pools = { read: openPool(url), write: openPool(url), apart: openPool(url, longReads.queue.running) }
  const read = new Kysely<unknown>({
    dialect: new ReadDialect({ pool: pools.read, onCreateConnection: setUp(readSession(10_000)) }, writing),
  })
  const write = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: pools.write, onCreateConnection: setUp(writeSession) }),
  })
  const apart = new Kysely<unknown>({
    dialect: new PostgresDialect({
      pool: pools.apart,
      onCreateConnection: setUp(readSession(longestRead)),
    }),
  })
  return {
    kind: 'postgres',
    read,
    write,
    async lock(tx, subject) {
      await sql`select pg_advisory_xact_lock(${lockNumber(subject)}::bigint)`.execute(tx)
    },
    async readApart({ text, values }) {
      try {
        const { rows } = await apart.executeQuery(CompiledQuery.raw(text, [...values]))
        return rows
      } catch (error) {
        throw codeOf(error) === queryCanceled ? new TookTooLong() : error
      }
    },
    isTransient: (error) => transient.has(codeOf(error)),
    async close() {
      await Promise.all(Object.values(pools).map(end))
    },
  }
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: serialization_failure, deadlock_detected; query_canceled
const transient = new Set(['40001', '40P01'])
const queryCanceled = '57014'

/** A process that stops in the middle must not hold its locks for ever. */
const writeSession = "set idle_in_transaction_session_timeout = '10s'"
const readSession = (milliseconds: number) =>
  `set default_transaction_read_only = on; set statement_timeout = ${milliseconds}`

function openPool(url: string, max = 10): pg.Pool {
  // A pool reads its address only when it connects, and the error then holds the address with its password.
  if (!isAddress(url)) {
    throw new Error(
      'DATABASE_URL is not a PostgreSQL address; expected postgres://user:password@host:5432/name',
    )
  }
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'gatewright',
    max,
    connectionTimeoutMillis: 2000,
    keepAlive: true,
    types: { getTypeParser },
  })
  // A broken connection is replaced at the next query. Its error reaches whoever waits for a query; when nobody does, an error
  // without listener would end the process, whether the connection is idle or between two statements of a transaction.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

function isAddress(url: string): boolean {
  try {
    const { host } = new pg.Client({ connectionString: url })
    return host !== '' && /^postgres(ql)?:\/\//.test(url)
  } catch {
    return false
  }
}

/** int8 (also every count) and numeric (sums of int8) as numbers, as SQLite gives them. */
const getTypeParser = (type: number, format?: 'text' | 'binary'): ((text: string) => unknown) =>
  numbers.includes(type) ? Number : (pg.types.getTypeParser(type, format) as (text: string) => unknown)

const numbers: number[] = [pg.types.builtins.INT8, pg.types.builtins.NUMERIC]

const setUp = (session: string) => async (connection: DatabaseConnection) => {
  await connection.executeQuery(CompiledQuery.raw(session))
}

class ReadDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig
  readonly #writing: Writing

  constructor(config: PostgresDialectConfig, writing: Writing) {
    super(config)
    this.#config = config
    this.#writing = writing
  }

  override createDriver(): PostgresDriver {
    return new ReadDriver(this.#config, this.#writing)
  }
}

class ReadDriver extends PostgresDriver {
  readonly #writing: Writing

  constructor(config: PostgresDialectConfig, writing: Writing) {
    super(config)
    this.#writing = writing
  }

  override acquireConnection(
    ...options: Parameters<PostgresDriver['acquireConnection']>
  ): Promise<DatabaseConnection> {
    this.#writing.refuseRead()
    return super.acquireConnection(...options)
  }
}

/** Advisory locks are numbers: 63 bits of the subject's hash. */
const lockNumber = (subject: string): string =>
  BigInt.asIntN(
    64,
    createHash('sha256').update(`gatewright ${subject}`).digest().readBigUInt64BE(),
  ).toString()

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

async function end(pool: pg.Pool): Promise<void> {
  if (!pool.ended && !pool.ending) await pool.end()
}
