import { createHash } from 'node:crypto'
import { CompiledQuery, Kysely, PostgresDialect, PostgresDriver, sql } from 'kysely'
import type { DatabaseConnection, PostgresDialectConfig } from 'kysely'
import pg from 'pg'
import type { Engine } from './engine.ts'
import { longReads, TookTooLong } from './longRead.ts'
import { nameOf, type NamedStatement } from './namedStatement.ts'
import { offerReadTogether } from './readTogether.ts'
import type { Writing } from './writing.ts'

export function postgresEngine(
  url: string,
  { writing, longestRead }: { writing: Writing; longestRead: number },
): Engine {
  const pools = {
    read: openPool(url, { session: readSession(10_000) }),
    write: openPool(url, { session: writeSession }),
    apart: openPool(url, { session: readSession(longestRead), max: longReads.queue.running }),
  }
  const read = new Kysely<unknown>({ dialect: new ReadDialect({ pool: pools.read }, writing) })
  const write = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: pools.write }) })
  const apart = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: pools.apart }) })
  offerReadTogether(read, {
    refuseRead: () => writing.refuseRead(),
    run: async (statement) => {
      const { fields, rows } = await runNamed(pools.read, statement)
      return { columns: fields.map(({ name }) => name), rows }
    },
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
    async writeAlone({ lock, text, values }) {
      writing.refuse('writeAlone() was called inside write()')
      const statement = { name: nameOf(text), text, values: [lockNumber(lock), ...values] }
      const { rowCount } = await runNamed(pools.write, statement)
      return rowCount ?? 0
    },
    isTransient: (error) => transient.has(codeOf(error)),
    async close() {
      await Promise.all(Object.values(pools).map(end))
    },
  }
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: serialization_failure, deadlock_detected; query_canceled;
// feature_not_supported, which is what a plan says whose columns have changed
const transient = new Set(['40001', '40P01'])
const queryCanceled = '57014'
const featureNotSupported = '0A000'

/** A process that stops in the middle must not hold its locks for ever. */
const writeSession = "set idle_in_transaction_session_timeout = '10s'"
const readSession = (milliseconds: number) =>
  `set default_transaction_read_only = on; set statement_timeout = ${milliseconds}`

function openPool(url: string, { session, max = 10 }: { session: string; max?: number }): pg.Pool {
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
    // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it, which its types do not say
    onConnect: (client) => client.query(session),
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

/**
 * Another version of us may change a table meanwhile. The plan of that name would then give other columns than it did, which PostgreSQL refuses: the
 * connection is replaced.
 */
async function runNamed(
  pool: pg.Pool,
  { name, text, values }: NamedStatement,
): Promise<pg.QueryArrayResult<unknown[]>> {
  const client = await pool.connect()
  const statement = { text, values: [...values], rowMode: 'array' as const }
  let outdated = false
  try {
    return await client.query({ name, ...statement })
  } catch (error) {
    outdated = codeOf(error) === featureNotSupported
    if (!outdated) throw error
    return await client.query(statement)
  } finally {
    client.release(outdated)
  }
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
