import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Keys } from './key.ts'

/**
 * HMAC-SHA256, base64url. Rows of tokens, codes and sessions are keyed by it, so that a dump holds none of them (F3).
 * @param purpose a constant of the code; each has a key of its own, so a value of one purpose means nothing in another (NT-13).
 */
export function mac(keys: Keys, purpose: string, value: string): string {
  return createHmac('sha256', keys.derived(`mac ${purpose}`))
    .update(value)
    .digest('base64url')
}

/** Compares in a time that does not tell where the two differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
