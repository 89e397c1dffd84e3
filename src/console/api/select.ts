import { z } from 'zod'
import { fromWireDate } from '#schema/redrock.ts'
import type { ColumnName, ColumnType, RedrockTable } from '#schema/redrockColumns.ts'

/** A script, and what a row of its reply is read with. */
export type Asked<Row> = { script: string; row: z.ZodType<Row> }

/** What is asked for: "ID", "Username as Name", "count(*) as Users". */
export type Term<Table extends RedrockTable> =
  ColumnName<Table> | `${ColumnName<Table>} as ${string}` | `count(*) as ${string}`

export type RowOf<Table extends RedrockTable, Terms extends string> = {
  [Each in Terms as NameOf<Each>]: ValueOf<Table['columns'], ColumnOf<Each>>
}

type ColumnOf<Each extends string> = Each extends `${infer Column} as ${string}` ? Column : Each
type NameOf<Each extends string> = Each extends `${string} as ${infer Name}` ? Name : Each
type ValueOf<Columns extends RedrockTable['columns'], Column extends string> = Column extends keyof Columns
  ? Values[Columns[Column]]
  : number
type Values = { [Type in ColumnType]: z.output<(typeof values)[Type]> }

/** Values as they arrive. A date becomes milliseconds since 1970, or null. */
const values = {
  id: z.string(),
  text: z
    .string()
    .nullish()
    .transform((value) => value ?? ''),
  number: z.number(),
  flag: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  date: z
    .string()
    .nullish()
    .transform((value) => (value ? fromWireDate(value) : null)),
} satisfies Record<ColumnType, z.ZodType>

type More<Table extends RedrockTable> = { where?: Condition | undefined; orderBy?: ColumnName<Table> }

/** Asks for columns of a table; one that it lacks does not compile. With a count, rows that are alike in the other columns are one. */
export function select<const Table extends RedrockTable, const Terms extends Term<Table>>(
  table: Table,
  terms: readonly Terms[],
  { where, orderBy }: More<Table> = {},
): Asked<RowOf<Table, Terms>> {
  const parts = terms.map(partsOf)
  const columns = parts.map(({ column, name }) => (column === name ? column : `${column} as ${name}`))
  const alike = parts.filter(({ column }) => column in table.columns).map(({ column }) => column)
  const clauses = [
    `select ${columns.join(', ')} from ${table.table}`,
    where === undefined ? '' : ` where ${where}`,
    alike.length < parts.length && alike.length > 0 ? ` group by ${alike.join(', ')}` : '',
    orderBy === undefined ? '' : ` order by ${orderBy}`,
  ]
  return { script: clauses.join(''), row: rowOf(table, terms) }
}

/** What a row with these columns is read with. */
export function rowOf<const Table extends RedrockTable, const Terms extends Term<Table>>(
  { columns }: Table,
  terms: readonly Terms[],
): z.ZodType<RowOf<Table, Terms>> {
  const shape = terms.map((term) => {
    const { column, name } = partsOf(term)
    return [name, values[columns[column] ?? 'number']]
  })
  return z.object(Object.fromEntries(shape)) as unknown as z.ZodType<RowOf<Table, Terms>>
}

function partsOf(term: string) {
  const [column = '', name = column] = term.split(' as ')
  return { column, name }
}

declare const isCondition: unique symbol
/** What stands behind WHERE. */
export type Condition = string & { readonly [isCondition]: true }

/** A condition on columns of the table; one that it lacks does not compile. Values in it go through `quoted`. */
export const condition = <const Table extends RedrockTable>(
  { columns }: Table,
  write: (names: { [Name in ColumnName<Table>]: Name }) => string,
) =>
  write(
    Object.fromEntries(Object.keys(columns).map((name) => [name, name])) as {
      [Name in ColumnName<Table>]: Name
    },
  ) as Condition

/** A text inside a script. */
export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
