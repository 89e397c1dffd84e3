// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import type { Read } from './longRead.ts'
import type { ReadAnswer } from './readThreads.ts'

// A thread of readThreads.ts. It imports nothing but Node, so that it begins at once.

const { file, timeout, milliseconds } = workerData as {
  file: string
  timeout: number
  milliseconds: number
}
const connection = new DatabaseSync(file, { readOnly: true, timeout })
// A list looks at all of a table, and SQLite asks the system for each page of the file otherwise
connection.exec(`pragma mmap_size = ${2 ** 31}`)

/**
 * node:sqlite cannot interrupt a statement, and a thread is only ended between two of them. So the statement asks now and then whether it
 * may go on: in the place of each table stands a view that asks with every sixteenth row that is looked at.
 */
let end = 0
connection.function('may_go_on', () => {
  if (performance.now() > end) throw new Error('ended')
  return 1
})
// As PostgreSQL does with the collation of Unicode (redrock/value.ts). SQLite itself knows the letters of ASCII
const ascii = /^[\0-\x7f]*$/
connection.function('fold_case', { deterministic: true }, (text) =>
  typeof text === 'string' ? text.toLowerCase() : null,
)
connection.function('sort_key', { deterministic: true }, (text) => {
  if (typeof text !== 'string') return null
  return (ascii.test(text) ? text : text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')).toLowerCase()
})
const tables = connection
  .prepare(
    `select name from pragma_table_list where schema = 'main' and type = 'table' and wr = 0 and name not like 'sqlite%'`,
  )
  .all()
for (const { name } of tables) {
  const quoted = `"${String(name).replaceAll('"', '""')}"`
  connection.exec(
    `create temp view ${quoted} as select * from main.${quoted} where rowid % 16 <> 0 or may_go_on()`,
  )
}

parentPort?.on('message', (read: Read) => parentPort?.postMessage(answer(read)))

function answer({ text, values }: Read): ReadAnswer {
  end = performance.now() + milliseconds
  try {
    return { rows: connection.prepare(text).all(...(values as SQLInputValue[])) }
  } catch (error) {
    if (performance.now() > end) return 'ended'
    return {
      message: error instanceof Error ? error.message : String(error),
      errcode:
        error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
          ? error.errcode
          : undefined,
    }
  }
}
