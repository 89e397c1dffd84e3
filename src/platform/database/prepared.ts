import type { CompiledQuery, Kysely } from 'kysely'
import { type ReadNow, readNowOf } from './readNow.ts'
import { type ReadTogether, readTogetherOf } from './readTogether.ts'

type Build<Tables, Row> = (db: Kysely<Tables>, ...values: string[]) => { compile(): CompiledQuery<Row> }

/**
 * A query whose SQL is built once for each connection instead of at every call: building costs several times as much as running a
 * small query. For queries on the hot path whose text never changes and whose values are texts.
 */
export function prepared<Tables, Row>(
  build: Build<Tables, Row>,
): (db: Kysely<Tables>, ...values: string[]) => Promise<Row[]> {
  const compiledFor = new WeakMap<object, Compiled<Row>>()
  return async (db, ...values) => {
    const { adapter } = db.getExecutor()
    let compiled = compiledFor.get(adapter)
    if (!compiled) {
      compiled = compile(build, db, values.length)
      compiledFor.set(adapter, compiled)
    }
    const { query, valueAt, readNow, readTogether } = compiled
    if (readTogether) return (await readTogether(values)) as Row[]
    // What is no value was a constant of the text
    const parameters = valueAt.map((from, at) => (from < 0 ? query.parameters[at] : values[from]))
    if (readNow) return readNow(parameters) as Row[]
    const { rows } = await db.executeQuery<Row>({ ...query, parameters })
    return rows
  }
}

type Compiled<Row> = {
  query: CompiledQuery<Row>
  /** For each parameter which value it is; -1 for a constant. */
  valueAt: number[]
  readNow: ReadNow | undefined
  readTogether: ReadTogether | undefined
}

function compile<Tables, Row>(build: Build<Tables, Row>, db: Kysely<Tables>, values: number): Compiled<Row> {
  const placeholders = Array.from({ length: values }, (_, index) => placeholder(index))
  const query = build(db, ...placeholders).compile()
  const valueAt = query.parameters.map((parameter) => placeholders.findIndex((each) => parameter === each))
  return {
    query,
    valueAt,
    readNow: readNowOf(db, query.sql),
    readTogether: readTogetherOf(db, { build: (...names) => build(db, ...names), values }),
  }
}

/** Stands for a value while the text is built; nobody else's text begins like that. */
const placeholder = (index: number) => `\u0000value ${index}`

/**
 * Inserts rows with a text that is built once for each number of rows. All rows must have the same members in the same order, as
 * rows made by one function do.
 */
export function preparedInsert<Tables, Row extends object>(
  build: (db: Kysely<Tables>, rows: Row[]) => { compile(): CompiledQuery },
): (db: Kysely<Tables>, rows: readonly Row[]) => Promise<void> {
  const compiledFor = new WeakMap<object, Map<number, CompiledQuery>>()
  return async (db, rows) => {
    const { adapter } = db.getExecutor()
    const texts = compiledFor.get(adapter) ?? new Map<number, CompiledQuery>()
    compiledFor.set(adapter, texts)
    for (let from = 0; from < rows.length; from += mostRows) {
      const some = rows.slice(from, from + mostRows)
      const query = texts.get(some.length) ?? build(db, some).compile()
      texts.set(some.length, query)
      await db.executeQuery({ ...query, parameters: some.flatMap((row): unknown[] => Object.values(row)) })
    }
  }
}

const mostRows = 64
