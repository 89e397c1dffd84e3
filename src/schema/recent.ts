/** Keeps what was used last, a bounded number of it. */
export class Recent<Value> {
  readonly #most: number
  /** Longest unused first. */
  readonly #values = new Map<string, Value>()

  constructor(most: number) {
    this.#most = most
  }

  get(name: string): Value | undefined {
    const value = this.#values.get(name)
    if (value !== undefined) this.set(name, value)
    return value
  }

  set(name: string, value: Value): void {
    this.#values.delete(name)
    this.#values.set(name, value)
    // Only when there are too many: to find the oldest, a map passes over everything that was taken out of it
    if (this.#values.size > this.#most) this.#forgetOldest()
  }

  #forgetOldest(): void {
    const { value: oldest } = this.#values.keys().next()
    if (oldest !== undefined) this.#values.delete(oldest)
  }

  clear(): void {
    this.#values.clear()
  }
}
