import { sql, type RawBuilder } from 'kysely'
import type { ColumnName, ColumnType, RedrockTable } from '#schema/redrockColumns.ts'
import type { Actor } from '../actor.ts'

/** What a value is to Redrock. `flag` is kept as 0 or 1, `date` as milliseconds. */
export type Kind = Exclude<ColumnType, 'id'>

/** `alone`: no two rows have the same. */
export type StoredOrder = { key: RawBuilder<unknown>; alone: boolean }

export type Column = {
  name: string
  kind: Kind
  sql: RawBuilder<unknown>
  /** Compared without regard to case, because clients write it in several (contract.md 3.2). */
  nocase: boolean
  /** The stored key by which it is sorted (schema/sortKey.ts), unless that is computed. */
  order?: StoredOrder
  /** The column of the database that it follows from, where that has few different values. */
  of?: string
  /** The table whose key the value is. */
  foreign: string | null
}

/** A table of Redrock: columns made from one of the tenant's tables, and which rows a caller may see. */
export type View = {
  name: string
  table: 'application' | 'user' | 'role' | 'group' | 'identity_provider' | 'device' | 'event' | 'tenant'
  /** As rows name it (contract.md 8). */
  wireTable: string
  columns: readonly Column[]
  /** Holds several columns in lower case: what is in none of them is not in it. */
  names?: { held: RawBuilder<unknown>; of: readonly string[] }
  /** Unique together; rows come in their order when the query says none, and they make every other order definite. */
  order: readonly RawBuilder<unknown>[]
  /** The object that a row is; for events the person who acted. */
  entity: { type: string; key: RawBuilder<unknown>; foreign: boolean }
  /** Throws when the caller may not ask at all. */
  rowsFor(actor: Actor): RowFilter
}

/** The column of that name in any case. */
export const columnNamed = (view: View, name: string): Column | undefined =>
  view.columns.find((each) => each.name.toLowerCase() === name.toLowerCase())

/** All rows, none, or those for which the condition holds. */
export type RowFilter = 'all' | 'none' | RawBuilder<unknown>

export type Dialect = 'sqlite' | 'postgres'

/** How a column is made. Null is for documented columns of which this tenant knows nothing. */
type Source =
  | RawBuilder<unknown>
  | {
      value: RawBuilder<unknown>
      nocase?: true
      order?: StoredOrder
      of?: string
      foreign?: RedrockTable['table']
    }
  | null

/** The columns of a table, each from its source; a column without one does not compile. */
export const columnsOf = <const Table extends RedrockTable>(
  { columns }: Table,
  sources: { [Name in ColumnName<Table>]: Source },
): Column[] =>
  Object.entries(columns).map(([name, type]) => {
    const kind = type === 'id' ? 'text' : type
    const source = (sources as Record<string, Source>)[name] ?? sql`cast(null as ${sqlType(kind)})`
    const {
      value,
      nocase = false,
      order,
      of,
      foreign = null,
    } = 'value' in source ? source : { value: source }
    return { name, kind, sql: value, nocase, foreign, ...(order && { order }), ...(of && { of }) }
  })

/** The name of an object, which has a stored key. */
export const nameOf = (
  table: 'application' | 'user' | 'role' | 'group' | 'identity_provider' | 'device',
) => ({
  value: sql.ref(`${table}.name`),
  order: { key: sql.ref(`${table}.sort_key`), alone: table !== 'application' },
})

export const textValue = (value: string) => sql`cast(${value} as text)`

/** A word of ours, spelled out: an index of an expression holds for the same expression, and for none with parameters. */
export const wordValue = (word: string) => sql`cast(${sql.lit(word)} as text)`

/** Parameters carry their type, because PostgreSQL guesses it from the surroundings and SQLite does not care. */
export const sqlType = (kind: Kind): RawBuilder<unknown> => types[kind]

const types = {
  text: sql`text`,
  number: sql`double precision`,
  flag: sql`bigint`,
  date: sql`bigint`,
}
