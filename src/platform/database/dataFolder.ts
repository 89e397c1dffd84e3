import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type DataFolder = {
  /** Absolute. */
  path: string
  /** Path of the embedded database. */
  database: string
  /** Lets go of the folder; call when the database is closed. */
  close(): void
}

/** The embedded database's file in its data folder. */
export const databaseName = 'gatewright.sqlite'

/**
 * Makes the folder when it is missing and takes it for this process alone (F4). What decides is a lock that the kernel drops
 * with the process, however that ends; the number in the file `lock` is for people only, for after a restart or in a
 * container it may belong to somebody else. Never open and close `lock.sqlite` in the same process: that would drop the lock.
 */
export function openDataFolder(folder: string): DataFolder {
  const path = resolve(folder)
  makePrivate(path)
  const lock = hold(path)
  const note = join(path, 'lock')
  writeFileSync(note, `${process.pid} ${hostname()}\n`, { mode: 0o600 })
  return {
    path,
    database: join(path, databaseName),
    close() {
      if (!lock.isOpen) return
      rmSync(note, { force: true })
      lock.close()
    },
  }
}

/** A data folder that is there, not taken: for who only reads, also beside the process that has it. */
export function findDataFolder(folder: string): Pick<DataFolder, 'path' | 'database'> {
  const path = resolve(folder)
  const database = join(path, databaseName)
  if (!existsSync(database))
    throw new Error(
      `There is no database in ${path}; set GATEWRIGHT_DATA to the data folder, or start Gatewright first.`,
    )
  return { path, database }
}

function makePrivate(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new Error(
      `The data folder ${path} cannot be made; set GATEWRIGHT_DATA to a folder that can be written.`,
      {
        cause: error,
      },
    )
  }
}

function hold(path: string): DatabaseSync {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(join(path, 'lock.sqlite'), { timeout: 0 })
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock?.close()
    throw isBusy(error) ? held(path) : unwritable(path, error)
  }
}

// https://www.sqlite.org/rescode.html#busy
const isBusy = (error: unknown) => error instanceof Error && 'errcode' in error && error.errcode === 5

function held(path: string): Error {
  return new Error(
    `The data folder ${path} is in use by ${holder(path)}. Stop that process, or set GATEWRIGHT_DATA to another folder.`,
  )
}

const unwritable = (path: string, cause: unknown) =>
  new Error(`The data folder ${path} cannot be written; set GATEWRIGHT_DATA to a folder that can be.`, {
    cause,
  })

function holder(path: string): string {
  try {
    const [pid, host] = readFileSync(join(path, 'lock'), 'utf8').trim().split(' ')
    return host === hostname() ? `process ${pid}` : `process ${pid} on ${host}`
  } catch {
    return 'another process' // that has only just taken it
  }
}
