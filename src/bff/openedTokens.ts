import type { Keys } from '#platform/key.ts'
import { Recent } from '#schema/recent.ts'
import { seal, unseal } from '#platform/seal.ts'

/** Seals the tokens of sessions. Tokens in use are remembered, because opening one costs more than the rest of a look-up. */
export class OpenedTokens {
  readonly #keys: Keys
  /** Kept by session and sealed text: an entry cannot go stale, and a text that was moved to another row does not open (NT-65). */
  readonly #opened = new Recent<string>(1000)

  constructor(keys: Keys) {
    this.#keys = keys
  }

  seal(token: string, session: string): string {
    return seal(this.#keys, token, place(session))
  }

  open(sealed: string, session: string): string {
    const name = `${session} ${sealed}`
    const held = this.#opened.get(name)
    if (held !== undefined) return held
    const token = unseal(this.#keys, sealed, place(session))
    this.#opened.set(name, token)
    return token
  }
}

const place = (session: string) => ({ type: 'bff session', id: session, field: 'token' })
