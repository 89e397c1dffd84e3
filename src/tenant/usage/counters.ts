import { sql } from 'kysely'
import type { Database } from '#platform/database/database.ts'
import type { Tables } from '../store/tables.ts'
import type { UsageTables } from '../store/usageTables.ts'

type Name = keyof UsageTables
type CountersOf<Table extends Name> = {
  table: Table
  /** What tells rows apart, in the order of the table's key, then what is counted. */
  key: readonly (keyof UsageTables[Table] & string)[]
  counted: readonly (keyof UsageTables[Table] & string)[]
}

/** In one statement, so few that others wait for it no longer than for an event. */
const batch = 200
/** Rows of one day that one process tells apart. What comes beyond them counts as one. */
export const mostRows = 20_000

/** Rows that are counted in memory, and added to their table now and then. */
export function createCounters<Table extends Name>(
  database: Database<Tables>,
  { table, key, counted }: CountersOf<Table>,
) {
  type Row = UsageTables[Table]
  let waiting = new Map<string, Row>()
  let today = { day: 0, told: new Set<string>() }
  const nameOf = (row: Row) => JSON.stringify(key.map((column) => row[column]))
  const plus = (row: Row, more: Row): Row => ({
    ...row,
    ...Object.fromEntries(counted.map((column) => [column, Number(row[column]) + Number(more[column])])),
  })

  /**
   * @param beyond the row that stands for all that are not told apart.
   * @param most rows of the day from which on this one is not told apart.
   */
  function add(row: Row, beyond: Row, { most = mostRows } = {}): void {
    if (today.day !== row.day) today = { day: row.day, told: new Set() }
    const { told } = today
    const name = nameOf(row)
    const counts = told.has(name) || told.size < most ? row : beyond
    told.add(nameOf(counts))
    keep(counts)
  }

  function keep(row: Row): void {
    const before = waiting.get(nameOf(row))
    waiting.set(nameOf(row), before ? plus(before, row) : row)
  }

  /** In the order of the key, so that two nodes do not wait for each other. */
  async function write(): Promise<void> {
    const rows = [...waiting].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
    waiting = new Map()
    for (let start = 0; start < rows.length; start += batch) {
      const some = rows.slice(start, start + batch)
      try {
        await writeSome(some)
      } catch (error) {
        for (const row of rows.slice(start)) keep(row)
        throw error
      }
    }
  }

  async function writeSome(rows: readonly Row[]): Promise<void> {
    const { writeApart } = database
    if (!writeApart)
      return database.write(async (tx) => {
        for (const row of rows) await adding(row).execute(tx)
      })
    const [first] = rows.map((row) => adding(row).compile(database.read))
    if (first)
      await writeApart(() =>
        Promise.resolve([{ text: first.sql, rows: rows.map(valuesOf), changes: 'any' as const }]),
      )
  }

  const columns = [...key, ...counted]
  const valuesOf = (row: Row) => columns.map((column) => row[column])
  const names = (of: readonly string[]) => sql.join(of.map((each) => sql.ref(each)))
  const added = sql.join(
    counted.map(
      (each) => sql`${sql.ref(each)} = ${sql.ref(`${table}.${each}`)} + ${sql.ref(`excluded.${each}`)}`,
    ),
  )
  const adding = (row: Row) =>
    sql`insert into ${sql.table(table)} (${names(columns)}) values (${sql.join(valuesOf(row))})
      on conflict (${names(key)}) do update set ${added}`

  return { add, write, waits: () => waiting.size > 0 }
}
