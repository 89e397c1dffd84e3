import { createHmac, randomBytes } from 'node:crypto'
import type { Keys } from './key.ts'

/** A secret a person hands on: 43 letters and digits, 256 bits, at least one digit. */
export function randomSecret(): string {
  return spell(() => randomBytes(64))
}

/** A token no person types: 256 bits, base64url. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * Same spelling as `randomSecret`, always the same for the same key, purpose and parts: a repeated request gets the same
 * secret although it is not stored.
 */
export function deriveSecret(keys: Keys, purpose: string, ...parts: string[]): string {
  const key = keys.derived(`secret ${purpose}`)
  const subject = JSON.stringify(parts)
  let block = 0
  return spell(() => createHmac('sha256', key).update(`${block++} ${subject}`).digest())
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const length = 43
/** Bytes from here on would make the first letters of the alphabet likelier than the last ones. */
const unfair = 256 - (256 % alphabet.length)

function spell(moreBytes: () => Uint8Array): string {
  for (;;) {
    let text = ''
    while (text.length < length) {
      for (const byte of moreBytes()) if (byte < unfair) text += alphabet[byte % alphabet.length] ?? ''
    }
    const secret = text.slice(0, length)
    // One in 1,500 has no digit, which some consumers' rules refuse.
    if (/[0-9]/.test(secret)) return secret
  }
}
