import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * Knows whether the running code is inside a write. One connection writes to SQLite, so a second write inside the first would
 * wait for ever, and a read would not see what the write has done so far. Refused on both engines, or a test on one would not
 * show what hangs on the other.
 */
export class Writing {
  readonly #scope = new AsyncLocalStorage<{ open: boolean }>()

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    this.refuse('write() was called inside write(): use the transaction that the outer one was given')
    const scope = { open: true }
    try {
      return await this.#scope.run(scope, work)
    } finally {
      // What was started inside and goes on afterwards (timers, streams) is outside again.
      scope.open = false
    }
  }

  refuse(message: string): void {
    if (this.#scope.getStore()?.open) throw new Error(message)
  }

  refuseRead(): void {
    this.refuse('read was used inside write(): use the transaction that write() was given')
  }
}
