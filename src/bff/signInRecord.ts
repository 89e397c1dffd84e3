import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Keys } from '#platform/key.ts'
import { mac, sameText } from '#platform/mac.ts'

/** What the bff has to know of a sign-in that it began. The browser keeps it beside its secret, under a mac. */
export type SignInRecord = {
  /** Of a page of ours, where it leads. */
  path: string
  /** The session this browser had when the sign-in began; it ends when the sign-in succeeds. */
  sessionKey: string | null
  confirms: boolean
  /** Who has to be the one that signs in; null for anybody. */
  userId: string | null
  expiresAt: number
}

/** Bytes, packed: so that the cookies of all tabs stay below what a request may carry. */
const longest = 400

/** A way that is too long to be kept leads to the first page. */
export function writeRecord(keys: Keys, secret: string, record: SignInRecord): string {
  const { path, sessionKey, confirms, userId, expiresAt } = record
  const packed = deflateRawSync(JSON.stringify([path, sessionKey, confirms, userId, expiresAt]))
  if (packed.length > longest && path !== '/') return writeRecord(keys, secret, { ...record, path: '/' })
  const said = packed.toString('base64url')
  return macOf(keys, secret, said) + said
}

/** Undefined for what was not written here, or for another sign-in. */
export function readRecord(keys: Keys, secret: string, record: string): SignInRecord | undefined {
  const said = record.slice(macLength)
  if (!sameText(record.slice(0, macLength), macOf(keys, secret, said))) return undefined
  const [path, sessionKey, confirms, userId, expiresAt] = JSON.parse(
    inflateRawSync(Buffer.from(said, 'base64url')).toString(),
  ) as [string, string | null, boolean, string | null, number]
  return { path, sessionKey, confirms, userId, expiresAt }
}

const macOf = (keys: Keys, secret: string, said: string) =>
  mac(keys, 'bff sign-in record', `${secret} ${said}`)
/** Letters of an HMAC-SHA256 as base64url. */
const macLength = 43
