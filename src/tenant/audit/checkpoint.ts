import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import type { Database } from '#platform/database/database.ts'
import type { Keys } from '#platform/key.ts'
import type { Tables } from '../store/tables.ts'
import { headOf } from './recordEvents.ts'

/**
 * A checkpoint says how far the event log had come at a moment. One that is kept elsewhere shows when the log was put back to an earlier
 * state (AU-03).
 */
export type Checkpoint = {
  /** ID of the tenant. */
  tenant: string
  /** Of the newest event. */
  number: number
  hash: string
  /** Seconds since 1970. */
  iat: number
}

/** How far the log has come. */
export async function checkpointNow({ read }: Database<Tables>): Promise<Checkpoint> {
  const { id } = await read.selectFrom('tenant').select('id').executeTakeFirstOrThrow()
  const { number, hash } = await headOf(read)
  return { tenant: id, number, hash, iat: Math.floor(Date.now() / 1000) }
}

const type = 'gatewright-checkpoint+jwt'

/** A JWS (RFC 7515, RFC 8037), which anybody can check with the public key. */
export function signCheckpoint(keys: Keys, checkpoint: Checkpoint): string {
  const { kid } = auditKey(keys)
  const parts = [{ alg: 'EdDSA', typ: type, kid }, checkpoint].map((part) => encode(JSON.stringify(part)))
  const signed = parts.join('.')
  return `${signed}.${sign(null, Buffer.from(signed), privateKey(keys)).toString('base64url')}`
}

/** Null for a text that this installation did not sign as a checkpoint. */
export function readCheckpoint(keys: Keys, text: string): Checkpoint | null {
  const [header = '', payload = '', signature = '', ...rest] = text.trim().split('.')
  const bytes = Buffer.from(signature, 'base64url')
  const fits = verify(null, Buffer.from(`${header}.${payload}`), createPublicKey(privateKey(keys)), bytes)
  if (!fits || rest.length > 0) return null
  if ((decode(header) as { typ?: unknown }).typ !== type) return null
  return decode(payload) as Checkpoint
}

/** The public half, as a JWK with its thumbprint (RFC 7638) as name. */
export function auditKey(keys: Keys): { kty: string; crv: string; x: string; kid: string } {
  const { x = '' } = createPublicKey(privateKey(keys)).export({ format: 'jwk' })
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url')
  return { kty: 'OKP', crv: 'Ed25519', x, kid }
}

/**
 * Follows from the key of the installation, so it is in no database and signs nothing else. An Ed25519 key is any 32 bytes; before them PKCS #8 says
 * that it is one (RFC 8410).
 */
function privateKey(keys: Keys): KeyObject {
  const seed = keys.derived('audit key').export()
  const key = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}

const encode = (text: string) => Buffer.from(text).toString('base64url')
const decode = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64url').toString())
