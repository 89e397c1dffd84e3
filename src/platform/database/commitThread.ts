// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** Runs once for each row of values; each run must change exactly one row of the database. */
export type Statement = { text: string; rows: readonly (readonly unknown[])[] }

/** What the thread says of a commit: nothing, or what failed, with SQLite's code. */
export type Failure = { message: string; errcode: number | undefined } | null

type Waiting = { done: () => void; failed: (error: Error) => void }

/**
 * Commits to a SQLite file on a thread of its own. A commit waits for the disk, and node:sqlite knows no other way to wait than
 * to hold its thread.
 */
export class CommitThread {
  readonly #settings: { file: string; timeout: number }
  #thread: Worker | undefined
  #waiting: Waiting | undefined

  constructor(settings: { file: string; timeout: number }) {
    this.#settings = settings
  }

  /** All statements in one transaction, or none. One at a time: the caller holds the turn to write. */
  async commit(statements: readonly Statement[]): Promise<void> {
    const thread = (this.#thread ??= this.#start())
    thread.ref()
    try {
      await new Promise<void>((done, failed) => {
        this.#waiting = { done, failed }
        thread.postMessage(statements)
      })
    } finally {
      this.#waiting = undefined
      thread.unref()
    }
  }

  async close(): Promise<void> {
    const thread = this.#thread
    if (!thread) return
    this.#thread = undefined
    thread.ref()
    thread.postMessage(null)
    await once(thread, 'exit')
  }

  /** Begins with the first commit, and anew should it have ended. */
  #start(): Worker {
    const thread = new Worker(new URL('./committing.ts', import.meta.url), { workerData: this.#settings })
    const ended = (error: Error) => {
      if (this.#thread === thread) this.#thread = undefined
      this.#waiting?.failed(error)
    }
    thread.on('message', (failure: Failure) => {
      if (failure) this.#waiting?.failed(Object.assign(new Error(failure.message), failure))
      else this.#waiting?.done()
    })
    thread.on('error', (error: Error) => ended(error))
    thread.on('exit', () => ended(new Error('The thread that commits has ended')))
    return thread
  }
}
