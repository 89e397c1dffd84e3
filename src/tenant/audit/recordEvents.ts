import type { Kysely, Transaction } from 'kysely'
import { prepared, preparedInsert } from '#platform/database/prepared.ts'
import type { Keys } from '#platform/key.ts'
import { orderedUuid } from '#platform/orderedId.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Store } from '../store/store.ts'
import { boundedDetail, boundedText, fewOf } from './bounded.ts'
import { sameText } from '#platform/mac.ts'
import { chainHash, headSeal } from './chain.ts'
import { theTenant, type Author, type NewEvent } from './event.ts'

export type Recording = { by: Author; at: number; event: NewEvent }

/** The newest event, as far as the chain goes on from it. */
export type Head = { number: number; hash: string; seal: string }

/** Who holds this lock appends to the chain. */
export const chainLock = 'event-chain'

/** Appends events to the chain, in the transaction of the change they tell of: no event, no change (AU-01). */
export async function recordEvents(
  tx: Transaction<Tables>,
  store: Store,
  recordings: readonly Recording[],
): Promise<void> {
  if (recordings.length > 0) await append(tx, store, recordings)
}

/** The same; tells from where the chain went on, and where it now ends. */
export async function append(
  tx: Transaction<Tables>,
  { database, keys }: Store,
  recordings: readonly Recording[],
): Promise<{ from: Head; head: Head }> {
  await database.lock(tx, chainLock)
  const from = await headOf(tx)
  const { rows, head } = chained(keys, from, recordings)
  await insertEvents(tx, rows)
  await tx.updateTable('event_head').set(head).where('id', '=', 1).execute()
  return { from, head }
}

export async function headOf(db: Kysely<Tables>): Promise<Head> {
  const head = await foundHead(db)
  if (!head)
    throw new Error(
      'The row of event_head is missing: somebody deleted where the event log ends. Run: npm run verify',
    )
  return head
}

/** Undefined where somebody deleted it from the database. */
export async function foundHead(db: Kysely<Tables>): Promise<Head | undefined> {
  const [head] = await heads(db)
  return head
}

const heads = prepared((db: Kysely<Tables>) =>
  db.selectFrom('event_head').select(['number', 'hash', 'seal']).where('id', '=', 1),
)

const insertEvents = preparedInsert((db: Kysely<Tables>, rows: Row<'event'>[]) =>
  db.insertInto('event').values(rows),
)

/** The rows of events that follow `from`, and where the chain then ends. It goes on from a forged head too, and says so for ever. */
export function chained(
  keys: Keys,
  from: Head,
  recordings: readonly Recording[],
): { rows: Row<'event'>[]; head: Head } {
  let { number, hash } = from
  const forged = !sameText(from.seal, headSeal(keys, from))
  const all = forged ? [broken(from, recordings), ...recordings] : recordings
  const rows = all.map((recording) => {
    number += 1
    const row = rowOf(number, recording)
    hash = chainHash(keys, hash, row)
    return { ...row, hash }
  })
  return { rows, head: { number, hash, seal: headSeal(keys, { number, hash }) } }
}

const broken = ({ number }: Head, recordings: readonly Recording[]): Recording => ({
  by: theTenant,
  at: recordings[0]?.at ?? 0,
  event: { type: 'Cloud.Core.Audit.Broken', level: 'Error', detail: { after: number } },
})

function rowOf(number: number, { by, at, event }: Recording): Omit<Row<'event'>, 'hash'> {
  const text = (value: string | undefined) => (value === undefined ? null : boundedText(value))
  return {
    number,
    id: orderedUuid(),
    event_type: event.type,
    at,
    level: event.level ?? 'Info',
    actor_id: by.id,
    actor_name: boundedText(by.name),
    application_id: event.application?.id ?? null,
    application_name: text(event.application?.name),
    object_type: event.object?.type ?? null,
    object_id: text(event.object?.id),
    object_name: text(event.object?.name),
    ip: text(by.ip ?? undefined),
    correlation_id: boundedText(by.correlationId),
    detail: boundedDetail(
      by.session === undefined ? (event.detail ?? {}) : { ...event.detail, by: proofOf(by) },
    ),
  }
}

/** Session and roles of the author, and why it is done; of very many roles an event holds only the first. */
const proofOf = ({ session, roles, reason }: Author) => ({
  session,
  roles: roles && fewOf(roles, 20),
  ...(reason === undefined ? {} : { reason }),
})
