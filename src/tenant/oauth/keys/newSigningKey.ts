import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair } from 'jose'
import type { Keys } from '#platform/key.ts'
import { seal } from '#platform/seal.ts'
import type { Row } from '../../store/tables.ts'

export type NewKey = Pick<Row<'signing_key'>, 'kid' | 'public_jwk' | 'sealed_private'>

/** A new pair of RSA 2048. Its name is the thumbprint of its public half (RFC 7638); the private half leaves here sealed (KR-01). */
export async function newSigningKey(keys: Keys): Promise<NewKey> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
  const jwk = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint(jwk)
  return {
    kid,
    public_jwk: JSON.stringify({ ...jwk, kid, use: 'sig', alg: 'RS256' }),
    sealed_private: seal(keys, await exportPKCS8(privateKey), placeOf(kid)),
  }
}

/** Where the private half is sealed to: it opens in the row of its own key only (NT-65). */
export const placeOf = (kid: string) => ({ type: 'signing_key', id: kid, field: 'private', version: '1' })
