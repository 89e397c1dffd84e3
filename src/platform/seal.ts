import { type CipherKey, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type Keys, keyCheck } from './key.ts'

/** Where a secret belongs: type and id of the object, field, version. A sealed text opens in its own place only. */
export type Place = Record<string, string>

/**
 * AES-256-GCM under a key of its own, which is itself sealed with the installation's key, so that changing that one need not
 * touch the secrets (KR-01, KR-03). Reads `v1.<which key>.<sealed key>.<sealed secret>`.
 */
export function seal(keys: Keys, plaintext: string, context: Place): string {
  const own = randomBytes(32)
  const parts = [
    encrypt(keyEncryptionKey(keys), own, place('key', context)),
    encrypt(own, Buffer.from(plaintext), place('secret', context)),
  ]
  return ['v1', keyName(keys), ...parts.map((part) => part.toString('base64url'))].join('.')
}

/** Throws when the text was altered, moved to another place, or sealed with another key (NT-65). */
export function unseal(keys: Keys, sealed: string, context: Place): string {
  const [version, name, sealedKey, secret, ...rest] = sealed.split('.')
  if (version !== 'v1' || !name || !sealedKey || !secret || rest.length > 0) {
    throw new SealBroken('is not a sealed text of this program', context)
  }
  if (name !== keyName(keys)) throw new SealBroken('was sealed with another key', context)
  try {
    const own = decrypt(keyEncryptionKey(keys), Buffer.from(sealedKey, 'base64url'), place('key', context))
    return decrypt(own, Buffer.from(secret, 'base64url'), place('secret', context)).toString()
  } catch {
    throw new SealBroken('was altered or moved from another place', context)
  }
}

export class SealBroken extends Error {
  constructor(what: string, context: Place) {
    const named = Object.entries(context).map((entry) => entry.join(' '))
    super(`The secret of ${named.join(', ')} ${what}; restore the row from a backup or set the secret again.`)
    this.name = 'SealBroken'
  }
}

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

function encrypt(key: CipherKey, plain: Uint8Array, bound: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes)
  const gcm = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes }).setAAD(bound)
  return Buffer.concat([nonce, gcm.update(plain), gcm.final(), gcm.getAuthTag()])
}

function decrypt(key: CipherKey, sealed: Uint8Array, bound: Uint8Array): Buffer {
  const nonce = sealed.subarray(0, nonceBytes)
  const tag = sealed.subarray(-tagBytes)
  const gcm = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes }).setAAD(bound).setAuthTag(tag)
  return Buffer.concat([gcm.update(sealed.subarray(nonceBytes, -tagBytes)), gcm.final()])
}

const keyEncryptionKey = (keys: Keys) => keys.derived('key encryption')
const keyName = (keys: Keys) => keyCheck(keys).slice(0, 8)
const place = (layer: string, context: Place) =>
  Buffer.from(`gatewright seal v1 ${layer} ${canonical(context)}`)

/** The order in which somebody wrote the members does not matter. */
const canonical = (context: Place) =>
  JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1)))
