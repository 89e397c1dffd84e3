import type { FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import { mac } from '#platform/mac.ts'
import { seal, unseal } from '#platform/seal.ts'
import { randomToken } from '#platform/secret.ts'
import { minutes } from '#schema/duration.ts'
import type { Bff } from './bff.ts'
import { lifetimes } from './lifetimes.ts'
import type { SignedIn, User } from './signedIn.ts'
import type { BffTables } from './tables.ts'

export type Session = { key: string; user: User; token: string; sealedIdToken: string | null }

/** A use is written down at most this often, so that reading does not become writing. */
const useStep = minutes(1) * 1000

/**
 * Begins a session under a new id, which is the value of the cookie.
 * @param replaces the sessions this browser had before: they end (BF-03).
 */
export async function beginSession(
  bff: Bff,
  { user, token, idToken, tokenLifetime }: SignedIn,
  replaces: (string | null | undefined)[],
): Promise<string> {
  const id = randomToken()
  const key = keyOf(bff, id)
  const at = bff.clock()
  const ended = replaces.filter((each) => typeof each === 'string')
  await bff.database.write(async (tx) => {
    if (ended.length > 0) await tx.deleteFrom('bff_session').where('key', 'in', ended).execute()
    await tx
      .insertInto('bff_session')
      .values({
        key,
        user_id: user.id,
        user_name: user.name,
        user_display_name: user.displayName,
        sealed_token: bff.tokens.seal(token, key),
        sealed_id_token: idToken === undefined ? null : seal(bff.keys, idToken, idTokenOf(key)),
        last_used_at: at,
        expires_at: at + Math.min(lifetimes.absolute, Math.floor((tokenLifetime ?? Infinity) * 1000)),
      })
      .execute()
  })
  return id
}

/** The session of the request's cookie while it is alive; notes its use (BF-10). */
export async function sessionOf(bff: Bff, request: FastifyRequest): Promise<Session | undefined> {
  const key = sessionKey(bff, request)
  if (!key) return undefined
  const at = bff.clock()
  const [row] = await rowOf(bff.database.read, key)
  if (!row || row.expires_at <= at || row.last_used_at + lifetimes.idle <= at) return undefined
  if (row.last_used_at + useStep <= at) await noteUse(bff, key, at)
  return {
    key,
    user: { id: row.user_id, name: row.user_name, displayName: row.user_display_name },
    token: bff.tokens.open(row.sealed_token, key),
    sealedIdToken: row.sealed_id_token,
  }
}

/** The ID token of a session, as a hint for the tenant; undefined for a session of before it was kept. */
export const idTokenIn = (bff: Bff, { key, sealedIdToken }: Session): string | undefined =>
  sealedIdToken === null ? undefined : unseal(bff.keys, sealedIdToken, idTokenOf(key))

const idTokenOf = (key: string) => ({ type: 'bff session', id: key, field: 'ID token' })

export async function endSession(bff: Bff, key: string): Promise<void> {
  await bff.database.write((tx) => tx.deleteFrom('bff_session').where('key', '=', key).execute())
}

/** The key that the request's cookie would open, whether such a session is alive or not. */
export function sessionKey(bff: Bff, request: FastifyRequest): string | undefined {
  const id = request.cookies[bff.cookies.session.name]
  return id ? keyOf(bff, id) : undefined
}

const rowOf = prepared((db: Kysely<BffTables>, key) =>
  db.selectFrom('bff_session').selectAll().where('key', '=', key),
)

const keyOf = (bff: Bff, id: string) => mac(bff.keys, 'bff session', id)

function noteUse(bff: Bff, key: string, at: number) {
  return bff.database.write((tx) =>
    tx.updateTable('bff_session').set({ last_used_at: at }).where('key', '=', key).execute(),
  )
}
