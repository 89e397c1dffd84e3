// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin
import { Worker } from 'node:worker_threads'

/** What a thread says of a statement that failed, with SQLite's code. */
export type Failure = { message: string; errcode: number | undefined }

type Waiting<Answer> = { done: (answer: Answer) => void; failed: (error: Error) => void }

/**
 * A thread with a connection of its own to a SQLite file, since node:sqlite knows no other way to wait than to hold its thread. It answers
 * each message with one: the next is sent when the last was answered. Begins with the first, and anew should it have ended.
 */
export class DatabaseThread<Message, Answer> {
  readonly #script: URL
  readonly #settings: object
  #thread: Worker | undefined
  #waiting: Waiting<Answer> | undefined

  constructor(script: URL, settings: object) {
    this.#script = script
    this.#settings = settings
  }

  async ask(message: Message): Promise<Answer> {
    const thread = (this.#thread ??= this.#start())
    thread.ref()
    try {
      return await new Promise<Answer>((done, failed) => {
        this.#waiting = { done, failed }
        thread.postMessage(message)
      })
    } finally {
      this.#waiting = undefined
      thread.unref()
    }
  }

  /** Whoever still waits is told that the thread has ended. */
  async close(): Promise<void> {
    const thread = this.#thread
    this.#thread = undefined
    await thread?.terminate()
  }

  #start(): Worker {
    const thread = new Worker(this.#script, { workerData: this.#settings })
    const ended = (error: Error) => {
      if (this.#thread === thread) this.#thread = undefined
      this.#waiting?.failed(error)
    }
    thread.on('message', (answer: Answer) => this.#waiting?.done(answer))
    thread.on('error', (error: Error) => ended(error))
    thread.on('exit', () => ended(new Error('The thread of the database has ended')))
    return thread
  }
}

/** The failure as node:sqlite would have thrown it here; where SQLite has no words for it, its code is told. */
export const errorOf = (failure: Failure) =>
  Object.assign(new Error(failure.message || `SQLite failed with code ${failure.errcode ?? 'unknown'}`), {
    errcode: failure.errcode,
  })
