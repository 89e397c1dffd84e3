import { createPrivateKey, type KeyObject } from 'node:crypto'
import { importJWK, type CryptoKey, type JWK } from 'jose'
import type { Keys } from '#platform/key.ts'
import { unseal } from '#platform/seal.ts'
import type { Store } from '../../store/store.ts'
import type { Row } from '../../store/tables.ts'
import { isPublished, livesOf, type KeyLife } from './keyLife.ts'
import { newSigningKey, placeOf } from './newSigningKey.ts'

/** The tenant's RS256 keys. Every application signs with them; the issuer tells applications apart. */
export type KeyRing = {
  /** The newest key that may sign now. */
  signing(): Promise<{ kid: string; key: KeyObject }>
  /** The key that a token names, also one that no longer signs; undefined for an unknown or revoked one. */
  verifying(kid: string): Promise<CryptoKey | undefined>
  /** What the key endpoints publish: public members only, the key that signs first. */
  published(): Promise<JWK[]>
  /** Takes notice of a change that was made here; other nodes see it within `reloadAfter`. */
  reload(): Promise<void>
}

type RingStore = Store & { clock: () => number }

type Held = { life: KeyLife; jwk: JWK; verifying: CryptoKey; sealed: string; signing: KeyObject | null }

/** Milliseconds until what another node changed is seen: a key that it revoked is refused here from then on (TK-07, FT-05). */
export const reloadAfter = 5000
/** An unknown name may be that of a key made a moment ago. Names that somebody made up cost no more than one look in this time (TK-04). */
const askAgainAfter = 1000

export function createKeyRing({ database, keys, clock }: RingStore): KeyRing {
  let ring: Held[] = []
  let loadedAt = Number.NEGATIVE_INFINITY
  let loading: Promise<Held[]> | null = null

  const load = () =>
    (loading ??= read().finally(() => {
      loading = null
    }))

  async function read(): Promise<Held[]> {
    const at = clock()
    const rows = await database.read.selectFrom('signing_key').selectAll().execute()
    const rowOf = new Map(rows.map((row) => [row.kid, row]))
    const knownAs = new Map(ring.map((held) => [held.life.kid, held]))
    const published = livesOf(rows).filter((life) => isPublished(life, at))
    ring = await Promise.all(
      published.flatMap((life) => {
        const row = rowOf.get(life.kid)
        return row ? [hold(life, row, knownAs.get(life.kid))] : []
      }),
    )
    loadedAt = at
    return ring
  }

  /** As the database has it now, not as somebody began to read it before. */
  async function fresh(): Promise<Held[]> {
    await loading?.catch(() => undefined)
    return load()
  }

  /** A clock that was turned back makes it old too. */
  const isYoungerThan = (age: number) => Math.abs(clock() - loadedAt) < age
  const current = () => (isYoungerThan(reloadAfter) ? ring : load())
  const published = (held: readonly Held[]) => held.filter(({ life }) => isPublished(life, clock()))
  const signer = (held: readonly Held[]) => held.find(({ life }) => life.signsFrom <= clock())

  return {
    async signing() {
      const held = signer(await current())
      if (!held) throw new Error('There is no signing key')
      return { kid: held.life.kid, key: (held.signing ??= openPrivate(keys, held)) }
    },
    async verifying(kid) {
      const named = (held: readonly Held[]) => published(held).find(({ life }) => life.kid === kid)?.verifying
      return named(await current()) ?? (isYoungerThan(askAgainAfter) ? undefined : named(await load()))
    },
    async published() {
      const held = published(await fresh())
      const first = signer(held)
      return held.toSorted((a, b) => Number(b === first) - Number(a === first)).map(({ jwk }) => jwk)
    },
    async reload() {
      await fresh()
    },
  }
}

/** Makes the first key of a new tenant. */
export async function ensureSigningKey({ database, keys, clock }: RingStore): Promise<void> {
  if (await database.read.selectFrom('signing_key').select('kid').executeTakeFirst()) return
  const key = await newSigningKey(keys)
  const at = clock()
  await database.write(async (tx) => {
    await database.lock(tx, keysLock)
    if (await tx.selectFrom('signing_key').select('kid').executeTakeFirst()) return
    await tx
      .insertInto('signing_key')
      .values({ ...key, created_at: at, signs_from: at, revoked_at: null })
      .execute()
  })
}

/** Changes of keys are made one after another. */
export const keysLock = 'signing-key'

async function hold(life: KeyLife, row: Row<'signing_key'>, known: Held | undefined): Promise<Held> {
  const { kty, n, e } = JSON.parse(row.public_jwk) as JWK
  if (known?.jwk.n === n && known?.sealed === row.sealed_private) return { ...known, life }
  // Named one by one: whatever else stands in the row is not for others (TK-06)
  const jwk = { kty, n, e, kid: row.kid, use: 'sig', alg: 'RS256' } as JWK
  const verifying = (await importJWK(jwk, 'RS256')) as CryptoKey
  return { life, jwk, verifying, sealed: row.sealed_private, signing: null }
}

/** Throws when the row was altered or holds the half of another key (NT-65). */
const openPrivate = (keys: Keys, { life, sealed }: Held): KeyObject =>
  createPrivateKey(unseal(keys, sealed, placeOf(life.kid)))
