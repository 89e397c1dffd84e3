import { Recent } from '#schema/recent.ts'

/**
 * Remembers for a short while which checks passed, never which failed. A check that is asked for again while it runs waits for that run.
 * Without this, a busy client whose memory has just lapsed fills the line by itself.
 */
export class RecentlyPassed {
  readonly #limits: { seconds: number; entries: number }
  /** When each lapses. */
  readonly #until: Recent<number>
  readonly #running = new Map<string, Promise<boolean>>()

  constructor(limits: { seconds: number; entries: number }) {
    this.#limits = limits
    this.#until = new Recent(limits.entries)
  }

  has(name: string): boolean {
    return (this.#until.get(name) ?? 0) > performance.now()
  }

  /** @param name of the check, unguessable: whoever knows it passes. */
  async check(name: string, run: () => Promise<boolean>): Promise<boolean> {
    if (this.has(name)) return true
    const running = this.#running.get(name) ?? this.#start(name, run)
    return running
  }

  #start(name: string, run: () => Promise<boolean>): Promise<boolean> {
    const running = run()
      .then((passed) => {
        if (passed) this.#remember(name)
        return passed
      })
      .finally(() => this.#running.delete(name))
    this.#running.set(name, running)
    return running
  }

  #remember(name: string): void {
    this.#until.set(name, performance.now() + this.#limits.seconds * 1000)
  }
}
