import type { Transaction } from 'kysely'
import type { Author, NewEvent } from '../../audit/event.ts'
import { recordEvents } from '../../audit/recordEvents.ts'
import type { Tables } from '../../store/tables.ts'
import type { Tenant } from '../../tenant.ts'
import { livesOf, type KeyLife } from './keyLife.ts'
import { keysLock } from './keyRing.ts'

/** A change of keys: the keys as they are while nobody else, on any node, changes them. */
export type KeyChange = {
  tx: Transaction<Tables>
  lives: KeyLife[]
  at: number
  record: (event: NewEvent) => Promise<void>
}

/** One transaction with its events. Afterwards this node knows of it at once, the others within seconds. */
export async function changeKeys<Result>(
  tenant: Tenant,
  by: Author,
  change: (write: KeyChange) => Promise<Result>,
): Promise<Result> {
  const result = await tenant.database.write(async (tx) => {
    await tenant.database.lock(tx, keysLock)
    const at = tenant.clock()
    return change({
      tx,
      lives: await keyLives(tx),
      at,
      record: (event) => recordEvents(tx, tenant, [{ by, at, event }]),
    })
  })
  await tenant.keyRing.reload()
  return result
}

export type KeyReader = Pick<Transaction<Tables>, 'selectFrom'>

export const keyLives = async (db: KeyReader): Promise<KeyLife[]> =>
  livesOf(
    await db.selectFrom('signing_key').select(['kid', 'created_at', 'signs_from', 'revoked_at']).execute(),
  )

/** As events name a key. */
export const keyObject = (kid: string): NonNullable<NewEvent['object']> => ({
  type: 'signingKey',
  id: kid,
  name: kid,
})
