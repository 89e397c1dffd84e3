import { sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { KeyRing } from '../keys/keyRing.ts'

/**
 * A JWT of the tenant's current key (RFC 7515 §7.1, RS256). Signing by jose costs the thread that answers three times as much (decisions.md); all else
 * about tokens and keys is left to it.
 */
export async function signJwt(
  keyRing: KeyRing,
  { type, claims }: { type: string; claims: Record<string, unknown> },
): Promise<string> {
  const { kid, key } = await keyRing.signing()
  const signed = `${encoded({ alg: 'RS256', kid, typ: type })}.${encoded(claims)}`
  // RSASSA-PKCS1-v1_5 is what an RSA key does unless told otherwise
  const signature = await signApart('sha256', Buffer.from(signed), key)
  return `${signed}.${signature.toString('base64url')}`
}

const encoded = (members: Record<string, unknown>) =>
  Buffer.from(JSON.stringify(members)).toString('base64url')

/** In Node's pool of threads. */
const signApart = promisify(sign)
