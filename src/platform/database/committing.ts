// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import type { Statement } from './commitThread.ts'
import type { Failure } from './thread.ts'

// The thread of commitThread.ts. It imports nothing but Node, so that it begins at once.

const { file, timeout } = workerData as { file: string; timeout: number }
const connection = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout })
// F4, as for every connection that writes
connection.exec('pragma synchronous = full')
const prepared = new Map<string, StatementSync>()

parentPort?.on('message', (statements: Statement[]) => parentPort?.postMessage(commit(statements)))

function commit(statements: readonly Statement[]): Failure | null {
  try {
    connection.exec('begin immediate')
    for (const statement of statements) run(statement)
    connection.exec('commit')
    return null
  } catch (error) {
    // On a full disk SQLite has already rolled back
    if (connection.isTransaction) connection.exec('rollback')
    return failureOf(error)
  }
}

function run({ text, rows, changes: expected }: Statement): void {
  const statement = prepared.get(text) ?? connection.prepare(text)
  prepared.set(text, statement)
  for (const values of rows) {
    const { changes } = statement.run(...(values as SQLInputValue[]))
    if (changes !== 1 && expected !== 'any')
      throw new Error(`A statement was to change one row and changed ${changes}: ${text}`)
  }
}

const failureOf = (error: unknown): Failure => ({
  message: error instanceof Error ? error.message : String(error),
  errcode:
    error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
      ? error.errcode
      : undefined,
})
