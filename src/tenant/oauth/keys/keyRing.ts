import {
  exportJWK,
  generateKeyPair,
  importPKCS8,
  exportPKCS8,
  importJWK,
  calculateJwkThumbprint,
  type CryptoKey,
  type JWK,
} from 'jose'
import type { Database } from '#platform/database/database.ts'
import type { Keys } from '#platform/key.ts'
import { seal, unseal } from '#platform/seal.ts'
import type { Row, Tables } from '../../store/tables.ts'

type Key = {
  kid: string
  publicJwk: JWK
  verifying: CryptoKey
  signing: CryptoKey
  signsFrom: number
  retiredAt: number | null
}

/** The tenant's RS256 keys. Every application signs with them; the issuer tells applications apart. */
export type KeyRing = {
  /** The newest key that may sign now. */
  signing(): Promise<{ kid: string; key: CryptoKey }>
  /** The key that a token names, also one that no longer signs; undefined for an unknown name. */
  verifying(kid: string): Promise<CryptoKey | undefined>
  /** What the key endpoints publish: public members only. */
  published(): Promise<JWK[]>
}

/** Milliseconds until keys made by another node are seen: a new one must not sign earlier (TK-07). */
const reloadAfter = 60_000

export function createKeyRing({
  database,
  keys,
  clock,
}: {
  database: Database<Tables>
  keys: Keys
  clock: () => number
}): KeyRing {
  let ring: Key[] = []
  let loadedAt = Number.NEGATIVE_INFINITY

  async function current(): Promise<Key[]> {
    if (clock() - loadedAt < reloadAfter && ring.length > 0) return ring
    const rows = await database.read
      .selectFrom('signing_key')
      .selectAll()
      .orderBy('signs_from', 'desc')
      .execute()
    const known = new Map(ring.map((key) => [key.kid, key]))
    ring = await Promise.all(rows.map(async (row) => known.get(row.kid) ?? open(keys, row)))
    loadedAt = clock()
    return ring
  }

  return {
    async signing() {
      const at = clock()
      const key = (await current()).find(({ signsFrom, retiredAt }) => signsFrom <= at && retiredAt === null)
      if (!key) throw new Error('There is no signing key')
      return { kid: key.kid, key: key.signing }
    },
    verifying: async (kid) => (await current()).find((key) => key.kid === kid)?.verifying,
    published: async () => (await current()).map((key) => key.publicJwk),
  }
}

/** Makes the first key of a new tenant. */
export async function ensureSigningKey({
  database,
  keys,
  clock,
}: {
  database: Database<Tables>
  keys: Keys
  clock: () => number
}): Promise<void> {
  if (await database.read.selectFrom('signing_key').select('kid').executeTakeFirst()) return
  const pair = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
  const jwk = await exportJWK(pair.publicKey)
  const kid = await calculateJwkThumbprint(jwk)
  const at = clock()
  const row = {
    kid,
    public_jwk: JSON.stringify({ ...jwk, kid, use: 'sig', alg: 'RS256' }),
    sealed_private: seal(keys, await exportPKCS8(pair.privateKey), place(kid)),
    created_at: at,
    signs_from: at,
    retired_at: null,
  }
  await database.write(async (tx) => {
    await database.lock(tx, 'signing-key')
    if (await tx.selectFrom('signing_key').select('kid').executeTakeFirst()) return
    await tx.insertInto('signing_key').values(row).execute()
  })
}

async function open(keys: Keys, row: Row<'signing_key'>): Promise<Key> {
  const publicJwk = JSON.parse(row.public_jwk) as JWK
  return {
    kid: row.kid,
    publicJwk,
    verifying: (await importJWK(publicJwk, 'RS256')) as CryptoKey,
    signing: await importPKCS8(unseal(keys, row.sealed_private, place(row.kid)), 'RS256'),
    signsFrom: row.signs_from,
    retiredAt: row.retired_at,
  }
}

const place = (kid: string) => ({ type: 'signing_key', id: kid, field: 'private', version: '1' })
