/** Runs a few tasks at a time, lets a bounded number wait in order, and refuses the rest at once. */
export class Queue {
  readonly #limits: { running: number; waiting: number }
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(limits: { running: number; waiting: number }) {
    this.#limits = limits
  }

  async add<Result>(task: () => Promise<Result>): Promise<Result> {
    await this.#turn()
    try {
      return await task()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }

  async #turn(): Promise<void> {
    if (this.#running < this.#limits.running) {
      this.#running++
      return
    }
    if (this.#waiting.length >= this.#limits.waiting) throw new Busy()
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }
}

/** Too much at once; answered with 503 and Retry-After. */
export class Busy extends Error {
  constructor() {
    super('Too many requests are waiting.')
    this.name = 'Busy'
  }
}
