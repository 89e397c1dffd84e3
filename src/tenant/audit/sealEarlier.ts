import type { Transaction } from 'kysely'
import type { Store } from '../store/store.ts'
import type { Row, Tables } from '../store/tables.ts'
import { headSeal } from './chain.ts'
import { theTenant, type NewEvent } from './event.ts'
import { keptVersion } from './keptVersion.ts'
import { chainLock, headOf, recordEvents, type Recording } from './recordEvents.ts'

type Sealing = Store & { clock: () => number }

const versionsOfEvent = 40

/**
 * Brings the log of an earlier version over: its head is sealed, and events hold the hashes of all versions that there are. What was changed before
 * nobody can tell. Done once: a head without a seal is a forged one afterwards.
 */
export async function sealEarlier({ database, keys, clock }: Sealing): Promise<void> {
  if ((await headOf(database.read)).seal !== '') return
  await database.write(async (tx) => {
    await database.lock(tx, chainLock)
    const head = await headOf(tx)
    if (head.seal !== '' || (await wasSealed(tx))) return
    await tx
      .updateTable('event_head')
      .set({ seal: headSeal(keys, head) })
      .where('id', '=', 1)
      .execute()
    const rows = await tx
      .selectFrom('object_version')
      .selectAll()
      .orderBy('at')
      .orderBy('object_id')
      .orderBy('version')
      .execute()
    await recordEvents(tx, { database, keys }, recordingsOf(rows))
  })

  function recordingsOf(rows: Row<'object_version'>[]): Recording[] {
    const all: Recording[] = []
    for (let from = 0; from === 0 || from < rows.length; from += versionsOfEvent) {
      const versions = rows.slice(from, from + versionsOfEvent).map((row) => keptVersion(keys, row))
      all.push({ by: theTenant, at: clock(), event: sealed(versions) })
    }
    return all
  }
}

const sealed = (versions: unknown[]): NewEvent => ({ type: 'Cloud.Core.Audit.Sealed', detail: { versions } })

/** Whether the log was ever begun or brought over with a seal. */
async function wasSealed(tx: Transaction<Tables>): Promise<boolean> {
  const event = await tx
    .selectFrom('event')
    .select('number')
    .where((where) =>
      where.or([
        where('event_type', '=', 'Cloud.Core.Audit.Sealed'),
        where.and([where('number', '=', 1), where('detail', 'like', '%"sealed":true%')]),
      ]),
    )
    .executeTakeFirst()
  return event !== undefined
}
