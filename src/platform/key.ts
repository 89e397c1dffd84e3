import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { databaseName } from './database/dataFolder.ts'

/**
 * What is derived from the one key of an installation. A function, so that no log or JSON can show it: the same label gives the
 * same 256 bits, another label unrelated ones.
 */
export type Keys = { readonly derived: (label: string) => KeyObject }

export type KeySource = {
  /** GATEWRIGHT_KEY */
  key?: string | undefined
  /** GATEWRIGHT_KEY_FILE */
  keyFile?: string | undefined
  /** Where a key may be made when none is given. */
  dataFolder?: string | undefined
  /** True with DATABASE_URL: every node must have the same key. */
  required: boolean
}

/** The key that protects secrets at rest, 32 bytes (KR-02). Errors say what to do and never show the key. */
export function loadKey({ key, keyFile, dataFolder, required }: KeySource): Uint8Array {
  if (key && keyFile) throw new Error('GATEWRIGHT_KEY and GATEWRIGHT_KEY_FILE are both set; set one of them.')
  if (key) return parseKey(key, 'GATEWRIGHT_KEY', makeAnother)
  if (keyFile) return parseKey(readKeyFile(keyFile), `The key file ${keyFile} (GATEWRIGHT_KEY_FILE)`, restore)
  if (required || !dataFolder) {
    throw new Error(
      `DATABASE_URL needs a key that all nodes share; set GATEWRIGHT_KEY or GATEWRIGHT_KEY_FILE. ${makeAnother}`,
    )
  }
  return keyOfFolder(dataFolder)
}

/** HKDF-SHA256 (RFC 5869): one key in, one for each purpose out. */
export function deriveKeys(key: Uint8Array): Keys {
  // Key objects: handing bytes over at each use costs several times what the use does.
  const cache = new Map<string, KeyObject>()
  const derived = (label: string) => {
    const known = cache.get(label)
    if (known) return known
    const fresh = createSecretKey(new Uint8Array(hkdfSync('sha256', key, 'gatewright', label, 32)))
    cache.set(label, fresh)
    return fresh
  }
  return { derived }
}

/** Stored with the data, so that a wrong key is noticed before anything is written with it (OP-04). Tells nothing about the key. */
export function keyCheck(keys: Keys): string {
  return createHmac('sha256', keys.derived('key check')).update('gatewright').digest('base64url')
}

const makeAnother = 'Make a key with: openssl rand -base64 32'
const restore =
  'Restore the file from a backup: what was sealed with the lost key (secrets, signing keys) opens with no other.'

function keyOfFolder(folder: string): Uint8Array {
  const file = join(folder, 'key')
  if (existsSync(file)) return parseKey(readKeyFile(file), `The key file ${file}`, restore)
  if (existsSync(join(folder, databaseName))) {
    throw new Error(`The key file ${file} is missing, but the data folder holds a database. ${restore}`)
  }
  return makeKeyFile(file)
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Error(`The key file ${file} cannot be read. ${restore}`, { cause })
  }
}

function parseKey(text: string, name: string, cure: string): Uint8Array {
  const key = decode(text.trim())
  if (!key) throw new Error(`${name} is no key; expected 32 random bytes as base64 or 64 hex digits. ${cure}`)
  if (key.length !== 32) {
    throw new Error(
      `${name} holds ${key.length * 8} bits; expected 256 (32 bytes as base64 or 64 hex digits). ${cure}`,
    )
  }
  if (isGuessable(key)) throw new Error(`${name} is not random; expected 32 random bytes. ${makeAnother}`)
  return key
}

function decode(text: string): Uint8Array | undefined {
  if (/^([0-9a-f]{2})+$/i.test(text)) return new Uint8Array(Buffer.from(text, 'hex'))
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return new Uint8Array(Buffer.from(text, 'base64'))
  return undefined
}

/** Zeros, counting bytes, a repeated half, a sentence (NT-60). 32 random bytes look like that once in 10^13 times. */
function isGuessable(key: Uint8Array): boolean {
  const text = key.every((byte) => byte >= 0x20 && byte <= 0x7e)
  const steps = new Set(key.slice(1).map((byte, at) => byte - (key[at] ?? 0)))
  return text || new Set(key).size <= 16 || steps.size <= 2
}

/** Complete and on the disk before it has its name: a crash leaves the whole key or none. */
function makeKeyFile(file: string): Uint8Array {
  const key = randomBytes(32)
  const draft = `${file}.new-${process.pid}`
  const handle = openSync(draft, 'w', 0o600)
  writeSync(handle, `${key.toString('base64')}\n`)
  fsyncSync(handle)
  closeSync(handle)
  linkSync(draft, file) // unlike rename, refuses when another process was faster
  unlinkSync(draft)
  return new Uint8Array(key)
}
