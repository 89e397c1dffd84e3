import { z } from 'zod'
import { choiceKind, type Choice } from './choice.ts'
import { choicesKind, type Choices } from './choices.ts'
import { durationKind, type Duration } from './duration.ts'
import { listed, whole, type Base, type Kind, type Spec } from './kind.ts'
import { distinct, rowsChanged } from './list.ts'
import { textKind, type Text } from './text.ts'
import { textListKind, type TextList } from './textList.ts'
import { toggleKind, type Toggle } from './toggle.ts'

/** A column is a setting that each row has. `wire` is its name in a row of the payload; its own name when left out. */
export type Column = Text | Toggle | Choice | Choices | Duration | TextList
type Row = Record<string, unknown>

/** Rows of the same columns, told apart by one of them. */
export type Rows<R extends Row = Row> = Base<'rows', R[]> & {
  columns: Record<string, Column>
  /** The column that names a row; its text is there once. */
  nameOf: string
  /** What one row is called: "language". */
  itemLabel: string
  /** What holds while there is none. */
  none: string
  most: number
}

type RowOf<C extends Record<string, Column>> = { -readonly [Key in keyof C]: C[Key]['default'] }

type RowsSpec<C extends Record<string, Column>> = Omit<
  Spec<Rows, 'default'>,
  'columns' | 'nameOf' | 'default'
> & {
  columns: C
  nameOf: keyof C & string
}

export function rows<const C extends Record<string, Column>>(spec: RowsSpec<C>): Rows<RowOf<C>> {
  const { columns, nameOf, most, itemLabel } = spec
  const members = Object.entries<Column>(columns).map(([key, column]) => [
    key,
    key === nameOf ? column.schema : column.schema.prefault(() => structuredClone(column.default)),
  ])
  const row = z.strictObject(Object.fromEntries(members)) as unknown as z.ZodType<RowOf<C>>
  const name = (each: RowOf<C>) => String(each[nameOf])
  const schema = distinct(row, {
    most: [most, `At most ${most} ${itemLabel}s.`],
    keyOf: name,
    twice: (each) => `${name(each)} is listed twice. Remove one.`,
    at: nameOf,
  })
  return { default: [], ...spec, kind: 'rows', schema }
}

/** A new row. */
export const blankRow = ({ columns }: Pick<Rows, 'columns'>): Row =>
  Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, structuredClone(column.default)]))

const kinds = {
  text: textKind,
  toggle: toggleKind,
  choice: choiceKind,
  choices: choicesKind,
  duration: durationKind,
  textList: textListKind,
} satisfies { [C in Column as C['kind']]: Kind<C> }

// The map pairs each kind with its own functions; TypeScript does not follow the index.
const kindOf = (column: Column) => kinds[column.kind] as Kind<Column>

const perColumn = (
  { columns }: Rows,
  value: (column: Column, key: string) => readonly [string, unknown],
): Row => Object.fromEntries(Object.entries(columns).map(([key, column]) => value(column, key)))

/** "Lecteur (Lit)": what else stands in the row. */
function contentOf(row: Row, { columns, nameOf }: Rows): string {
  const [first = '', ...rest] = Object.entries(columns)
    .filter(([key]) => key !== nameOf && row[key] !== '')
    .map(([key, column]) => kindOf(column).format(row[key] as never, column))
  return rest.length === 0 ? first : `${first} (${rest.join(', ')})`
}

export const rowsKind: Kind<Rows> = {
  shape: (setting) =>
    z
      .array(
        z.object(
          Object.fromEntries(
            Object.entries(setting.columns).map(([key, column]) => {
              const shape = kindOf(column).shape(column)
              return [key, key === setting.nameOf ? shape : shape.default(structuredClone(column.default))]
            }),
          ),
        ),
      )
      .max(setting.most),
  format: (value, { nameOf }) => listed(value.map((row) => String(row[nameOf]))),
  encode: (value, setting) =>
    value.map((row) =>
      perColumn(setting, (column, key) => [
        column.wire ?? key,
        kindOf(column).encode(row[key] as never, column),
      ]),
    ),
  decode: (wire, setting) =>
    Array.isArray(wire) ? wire.map((row: unknown) => decodeRow(row, setting)) : wire,
  bounds: ({ most }) => `At most ${most} rows`,
  names: (value, { columns }) =>
    value.flatMap((row, index) =>
      Object.entries(columns).flatMap(([key, column]) =>
        kindOf(column)
          .names(row[key] as never, column)
          .map(({ name, at }) => ({ name, at: [index, key, ...at] })),
      ),
    ),
  outsideForm: whole,
  changed: (change, setting) =>
    rowsChanged<Row>({
      nameOf: (row) => String(row[setting.nameOf]),
      contentOf: (row) => contentOf(row, setting),
    })(change, setting),
}

/** Members that are no column stay, so that the schema refuses them. */
function decodeRow(wire: unknown, { columns }: Rows): unknown {
  if (typeof wire !== 'object' || wire === null) return wire
  const row: Row = { ...wire }
  for (const [key, column] of Object.entries(columns)) {
    const name = column.wire ?? key
    if (!(name in row)) continue
    const { [name]: sent } = row
    delete row[name]
    row[key] = kindOf(column).decode(sent, column)
  }
  return row
}
