import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import { hashGenerated, hashPassword } from '#platform/password.ts'
import type { Keys } from '#platform/key.ts'
import type { Tables } from '../store/tables.ts'

/** What an account or application proves itself with: generated ones are long enough for a plain keyed hash (F7). */
export type NewSecret = { kind: 'generated' | 'typed'; secret: string }

/** Hashes before the transaction begins: a typed one takes tens of milliseconds. */
export const hashSecret = ({ keys }: { keys: Keys }, { kind, secret }: NewSecret): Promise<string> =>
  kind === 'generated' ? Promise.resolve(hashGenerated(keys, secret)) : hashPassword(secret)

/** Makes this the only credential of its owner; what was there stops working with the transaction. */
export async function replaceCredential(
  tx: Transaction<Tables>,
  {
    ownerType,
    ownerId,
    hash,
    at,
  }: { ownerType: 'user' | 'application'; ownerId: string; hash: string; at: number },
): Promise<void> {
  await tx
    .deleteFrom('credential')
    .where('owner_type', '=', ownerType)
    .where('owner_id', '=', ownerId)
    .execute()
  await tx
    .insertInto('credential')
    .values({
      id: randomUUID(),
      owner_type: ownerType,
      owner_id: ownerId,
      hash,
      label: '',
      created_at: at,
      expires_at: null,
      last_used_at: null,
    })
    .execute()
}
