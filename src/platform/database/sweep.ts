import type { FastifyInstance } from 'fastify'
import { sql, type Kysely } from 'kysely'
import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../log.ts'
import type { Database } from './database.ts'

/**
 * When a row is worth nothing any more: `after` milliseconds past the moment in `column`, or once there are `most` later ones. Rows where it is
 * null stay.
 */
type Expiry<Columns> = { column: keyof Columns & string } & ({ after: number } | { most: number })

type Expiring<Tables> = {
  [Table in keyof Tables]: 'expires_at' extends keyof Tables[Table] ? Table : never
}[keyof Tables]

/** What to do with each table whose rows expire; null for rows that stay, or go with others. No table with `expires_at` can be left out. */
export type Expiries<Tables> = {
  [Table in keyof Tables]?: readonly Expiry<Tables[Table]>[] | null
} & { [Table in Expiring<Tables>]: readonly Expiry<Tables[Table]>[] | null }

type Sweeping<Tables> = {
  database: Database<Tables>
  log: Log
  /** Milliseconds since 1970. */
  clock: () => number
}

/** So few that nobody waits for them: a batch holds the turn to write for a few milliseconds. */
const batch = 200
/** Milliseconds between two batches, for others' writes. */
const breath = 5
const lookAgainAfter = 20_000

/**
 * Deletes rows that are worth nothing any more, a few at a time beside the work, for as long as the listener runs. Whoever reads such a row judges
 * its time, since it may still be there.
 */
export function keepSweeping<Tables>(
  app: FastifyInstance,
  sweeping: Sweeping<Tables>,
  expiries: Expiries<Tables>,
): void {
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let underWay = Promise.resolve()
  const look = () => {
    underWay = sweep(sweeping, expiries, stopping.signal)
      .catch((error: unknown) => sweeping.log.error({ err: error }, 'expired rows were not deleted'))
      .finally(() => {
        if (!stopping.signal.aborted) timer = setTimeout(look, lookAgainAfter).unref()
      })
  }
  app.addHook('onReady', (done) => {
    look()
    done()
  })
  app.addHook('onClose', async () => {
    stopping.abort()
    clearTimeout(timer)
    await underWay
  })
}

/** Deletes all that has expired by now, in batches. */
export async function sweep<Tables>(
  { database, clock }: Pick<Sweeping<Tables>, 'database' | 'clock'>,
  expiries: Expiries<Tables>,
  signal?: AbortSignal,
): Promise<void> {
  const due = Object.entries(expiries).flatMap(([table, rules]) =>
    ((rules ?? []) as Expiry<unknown>[]).map((rule) => ({ ...rule, table, column: String(rule.column) })),
  )
  for (const rule of due) {
    const { table, column } = rule
    const before = 'most' in rule ? await endOf(database, rule) : clock() - rule.after
    while (await deleteSome(database, { table, column, before })) {
      if (signal?.aborted) return
      await pause(breath)
    }
  }
}

/** The moment before which there are `most` later rows. */
async function endOf<Tables>(
  { read }: Database<Tables>,
  { table, column, most }: Pick<Due, 'table' | 'column'> & { most: number },
): Promise<number> {
  const [moment, from] = [sql.ref(column), sql.table(table)]
  const last = sql<{ at: number }>`select ${moment} as at from ${from} where ${moment} is not null
    order by ${moment} desc limit 1 offset ${sql.lit(most - 1)}`
  const { rows } = await last.execute(read)
  return rows[0]?.at ?? 0
}

type Due = { table: string; column: string; before: number }

/** Whether there were any. */
async function deleteSome<Tables>(
  database: Database<Tables>,
  { table, column, before }: Due,
): Promise<boolean> {
  const some = (row: string) =>
    sql`select ${sql.ref(row)} from ${sql.table(table)} where ${sql.ref(column)} < ${before}`
  const read = database.read as Kysely<unknown>
  const { rows } = await sql`${some(column)} limit 1`.execute(read)
  if (rows.length === 0) return false
  const row = database.kind === 'sqlite' ? 'rowid' : 'ctid'
  const statement = sql`delete from ${sql.table(table)} where ${sql.ref(row)} in (${some(row)} limit ${sql.lit(batch)})`
  const { writeApart } = database
  if (writeApart) {
    const { sql: text, parameters } = statement.compile(read)
    await writeApart(() => Promise.resolve([{ text, rows: [parameters], changes: 'any' as const }]))
  } else await database.write((tx) => statement.execute(tx))
  return true
}
