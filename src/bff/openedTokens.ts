import type { Keys } from '#platform/key.ts'
import { seal, unseal } from '#platform/seal.ts'

const most = 1000

/** Seals the tokens of sessions, and keeps those in use open: to open one costs more than all the rest of a look-up. */
export class OpenedTokens {
  readonly #keys: Keys
  /** By session and sealed text, so that an entry cannot go stale and a text moved to another row does not open (NT-65). Oldest first. */
  readonly #opened = new Map<string, string>()

  constructor(keys: Keys) {
    this.#keys = keys
  }

  seal(token: string, session: string): string {
    return seal(this.#keys, token, place(session))
  }

  open(sealed: string, session: string): string {
    const name = `${session} ${sealed}`
    const token = this.#opened.get(name) ?? unseal(this.#keys, sealed, place(session))
    this.#opened.delete(name)
    this.#opened.set(name, token)
    for (const oldest of this.#opened.keys()) {
      if (this.#opened.size <= most) break
      this.#opened.delete(oldest)
    }
    return token
  }
}

const place = (session: string) => ({ type: 'bff session', id: session, field: 'token' })
