import { argon2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { Keys } from './key.ts'
import { mac, sameText } from './mac.ts'
import { Queue } from './queue.ts'
import { RecentlyPassed } from './recentlyPassed.ts'

/** For what a person chose. Takes tens of milliseconds of a core; throws `PasswordTooLong` and `Busy`. */
export async function hashPassword(password: string): Promise<string> {
  const bytes = normal(password)
  if (bytes === null) throw new PasswordTooLong()
  const salt = randomBytes(16)
  const hash = await hashing.add(() => argon2id(bytes, salt, cost))
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(salt)}$${base64(hash)}`
}

/** For what we generated (256 bits): nothing to guess, so a plain keyed hash is enough (F7). */
export function hashGenerated(keys: Keys, secret: string): string {
  return `hmac$${mac(keys, 'generated secret', secret)}`
}

/** Whether a stored hash is of the kind that is compared in no time. */
export const isGenerated = (stored: string) => stored.startsWith('hmac$')

/** Checks against either kind of stored hash. Throws `Busy` when too many wait. */
export async function verifySecret(keys: Keys, stored: string, candidate: string): Promise<boolean> {
  if (isGenerated(stored)) return sameText(stored, hashGenerated(keys, candidate))
  const parsed = parse(stored)
  const bytes = normal(candidate)
  if (!parsed || bytes === null) return false
  const { salt, hash, ...its } = parsed
  return passed.check(pairOf(keys, stored, candidate), async () => {
    const found = await hashing.add(() => argon2id(bytes, salt, its))
    return sameText(base64(found), base64(hash))
  })
}

/** Whether `verifySecret` would say yes again without hashing. */
export const fittedRecently = (keys: Keys, stored: string, candidate: string) =>
  passed.has(pairOf(keys, stored, candidate))

/** Holds the stored hash, so that a changed password is another pair. */
const pairOf = (keys: Keys, stored: string, candidate: string) =>
  mac(keys, 'checked password', JSON.stringify([stored, candidate]))

/** The stored hash is of an earlier cost or kind: hash again while the password is at hand (CL-02). */
export function needsRehash(stored: string): boolean {
  if (isGenerated(stored)) return false
  const found = parse(stored)
  return (
    !found ||
    found.memory !== cost.memory ||
    found.passes !== cost.passes ||
    found.parallelism !== cost.parallelism
  )
}

/** No password fits it. Checked for an unknown name, so that this takes as long as a wrong password (CL-03). */
export const decoyHash = `$argon2id$v=19$m=19456,t=2,p=1$${base64(randomBytes(16))}$${base64(randomBytes(32))}`

export class PasswordTooLong extends Error {
  constructor() {
    super(`The password is longer than ${longest} bytes.`)
    this.name = 'PasswordTooLong'
  }
}

/** OWASP's figures for argon2id; 15 to 50 ms of a core. */
const cost = { memory: 19456, passes: 2, parallelism: 1 }
/** Bytes. More is refused before hashing, never cut (CL-07). */
const longest = 1024
/** The lever for denial of service is here: two cores at most, and a line of 64 (RL-05). */
const hashing = new Queue({ running: 2, waiting: 64 })
const passed = new RecentlyPassed({ seconds: 60, entries: 1000 })

type Cost = { memory: number; passes: number; parallelism: number }

/** One byte form for what looks the same on different keyboards (RFC 8265 §4.2.2); null when it is too long, which is seen before it is made. */
function normal(password: string): Buffer | null {
  if (password.length > longest) return null
  const bytes = Buffer.from(password.normalize('NFC'))
  return bytes.length > longest ? null : bytes
}

function argon2id(message: Uint8Array, nonce: Uint8Array, its: Cost): Promise<Buffer> {
  return run('argon2id', { message, nonce, tagLength: 32, ...its })
}

const run = promisify(argon2)

function parse(stored: string): (Cost & { salt: Uint8Array; hash: Uint8Array }) | undefined {
  const found = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]{43})$/.exec(
    stored,
  )
  const [, memory, passes, parallelism, salt, hash] = found ?? []
  if (!salt || !hash) return undefined
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}

/** As in the PHC string format: no padding. */
function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('base64')
    .replace(/={1,2}$/, '')
}
