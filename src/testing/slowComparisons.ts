import type * as crypto from 'node:crypto'

/** Of the time that a refusal takes all but a millisecond or two is argon2, so its runs are counted: a clock on a busy machine shows less. */
export const slow = { comparisons: 0 }

/** For vi.mock: `node:crypto`, in which argon2 counts. */
export async function countingArgon2(original: () => Promise<typeof crypto>): Promise<object> {
  const crypto = await original()
  const argon2 = (...asked: Parameters<typeof crypto.argon2>) => {
    slow.comparisons++
    crypto.argon2(...asked)
  }
  return { ...crypto, default: crypto, argon2 }
}
