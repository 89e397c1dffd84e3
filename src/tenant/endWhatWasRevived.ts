import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '#platform/database/database.ts'
import type { Keys } from '#platform/key.ts'
import { wentBack } from './audit/keepCheckpoint.ts'
import { theTenant } from './audit/event.ts'
import { recordEvents } from './audit/recordEvents.ts'
import type { Tables } from './store/tables.ts'

type Store = { database: Database<Tables>; keys: Keys; clock: () => number }

/**
 * Notices at start that the database was put back to an earlier state, and lets that revive nothing (BK-02): every token, session, code and sign-in
 * under way that was ever issued ends. Gives what to say about it.
 */
export async function endWhatWasRevived(store: Store, file: string): Promise<string | null> {
  const found = await wentBack(store, file)
  if (!found) return null
  const { kept, now } = found
  const { database, clock } = store
  // Tokens tell the second of their making: those of the next one are new
  const epoch = (Math.floor(clock() / 1000) + 1) * 1000
  const had = kept ? `${kept.number} events at ${new Date(kept.iat * 1000).toISOString()}` : 'another log'
  const text = `This database is not the one that was here last: the checkpoint beside it tells of ${had}, and the database holds ${now.number}. A copy from before was put back. All tokens and sessions have ended. What was changed since that copy is as it was before: look through disabled users, revoked secrets and revoked keys.`
  await database.write(async (tx) => {
    const ended = { ended_at: epoch }
    await tx.updateTable('tenant').set({ epoch }).execute()
    await tx.updateTable('login_session').set(ended).where('ended_at', 'is', null).execute()
    await tx.updateTable('authorization').set(ended).where('ended_at', 'is', null).execute()
    await tx
      .updateTable('login_attempt')
      .set({ consumed_at: epoch })
      .where('consumed_at', 'is', null)
      .execute()
    await tx.deleteFrom('setup_token').where('consumed_at', 'is', null).execute()
    await recordEvents(tx, store, [
      {
        by: theTenant,
        at: clock(),
        event: {
          type: 'Cloud.Core.Tenant.Restored',
          level: 'Warning',
          object: { type: 'tenant', id: now.tenant, name: now.tenant },
          detail: { events: now.number, expected: kept?.number, of: kept?.iat, text },
        },
      },
    ])
  })
  while (clock() < epoch) await pause(epoch - clock())
  return text
}
