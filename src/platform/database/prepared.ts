import type { CompiledQuery, Kysely } from 'kysely'

type Build<Tables, Row> = (db: Kysely<Tables>, ...values: string[]) => { compile(): CompiledQuery<Row> }

/**
 * A query whose SQL is built once for each connection instead of at every call: building costs several times as much as running a
 * small query. For queries on the hot path whose text never changes and whose values are texts.
 */
export function prepared<Tables, Row>(
  build: Build<Tables, Row>,
): (db: Kysely<Tables>, ...values: string[]) => Promise<Row[]> {
  const compiledFor = new WeakMap<object, { query: CompiledQuery<Row>; valueAt: number[] }>()
  return async (db, ...values) => {
    const { adapter } = db.getExecutor()
    let compiled = compiledFor.get(adapter)
    if (!compiled) {
      const query = build(db, ...values.map((_, index) => placeholder(index))).compile()
      const valueAt = query.parameters.map((parameter) =>
        values.findIndex((_, index) => parameter === placeholder(index)),
      )
      compiled = { query, valueAt }
      compiledFor.set(adapter, compiled)
    }
    const { query, valueAt } = compiled
    // What is no value was a constant of the text
    const parameters = query.parameters.map((constant, at) => values[valueAt[at] ?? -1] ?? constant)
    const { rows } = await db.executeQuery<Row>({ ...query, parameters })
    return rows
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
