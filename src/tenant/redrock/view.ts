import { sql, type RawBuilder } from 'kysely'
import type { Actor } from '../actor.ts'

/** What a value is to Redrock. `flag` is kept as 0 or 1, `date` as milliseconds. */
export type Kind = 'text' | 'number' | 'flag' | 'date'

export type Column = {
  name: string
  kind: Kind
  sql: RawBuilder<unknown>
  /** Compared without regard to case, because clients write it in several (contract.md 3.2). */
  nocase: boolean
  /** The table whose key the value is. */
  foreign: string | null
}

/** A table of Redrock: columns made from one of the tenant's tables, and which rows a caller may see. */
export type View = {
  name: string
  table: 'application' | 'user' | 'role' | 'group' | 'event'
  /** As rows name it (contract.md 8). */
  wireTable: string
  columns: readonly Column[]
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

type Extra = { nocase?: boolean; foreign?: string }

export const column = (
  name: string,
  kind: Kind,
  expression: RawBuilder<unknown>,
  { nocase = false, foreign }: Extra = {},
): Column => ({ name, kind, sql: expression, nocase, foreign: foreign ?? null })

/** Documented columns of which this tenant knows nothing. */
export const unknown = (kind: Kind, ...names: string[]): Column[] =>
  names.map((name) => column(name, kind, sql`cast(null as ${sqlType(kind)})`))

export const textValue = (value: string) => sql`cast(${value} as text)`

/** Parameters carry their type, because PostgreSQL guesses it from the surroundings and SQLite does not care. */
export const sqlType = (kind: Kind): RawBuilder<unknown> => types[kind]

const types = {
  text: sql`text`,
  number: sql`double precision`,
  flag: sql`bigint`,
  date: sql`bigint`,
}
