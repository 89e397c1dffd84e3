import type { Kysely, Transaction } from 'kysely'
import { preparedInsert } from '#platform/database/prepared.ts'
import { orderedUuid } from '#platform/orderedId.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { chainHash } from './chain.ts'
import type { Author, NewEvent } from './event.ts'

export type Recording = { by: Author; at: number; event: NewEvent }

/** Appends events to the chain, in the transaction of the change they tell of: no event, no change (AU-01). */
export async function recordEvents(
  tx: Transaction<Tables>,
  tenant: Pick<Tenant, 'database' | 'keys'>,
  recordings: readonly Recording[],
): Promise<void> {
  if (recordings.length === 0) return
  await tenant.database.lock(tx, 'event-chain')
  const head = await tx
    .selectFrom('event_head')
    .select(['number', 'hash'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  let { number, hash } = head
  const rows: Row<'event'>[] = recordings.map((recording) => {
    number += 1
    const row = rowOf(number, recording)
    hash = chainHash(tenant.keys, hash, row)
    return { ...row, hash }
  })
  await insertEvents(tx, rows)
  await tx.updateTable('event_head').set({ number, hash }).where('id', '=', 1).execute()
}

const insertEvents = preparedInsert((db: Kysely<Tables>, rows: Row<'event'>[]) =>
  db.insertInto('event').values(rows),
)

function rowOf(number: number, { by, at, event }: Recording): Omit<Row<'event'>, 'hash'> {
  return {
    number,
    id: orderedUuid(),
    event_type: event.type,
    at,
    level: event.level ?? 'Info',
    actor_id: by.id,
    actor_name: storable(by.name),
    application_id: event.application?.id ?? null,
    application_name: event.application ? storable(event.application.name) : null,
    object_type: event.object?.type ?? null,
    object_id: event.object ? storable(event.object.id) : null,
    object_name: event.object ? storable(event.object.name) : null,
    ip: by.ip,
    correlation_id: by.correlationId,
    detail: JSON.stringify(
      by.session === undefined ? (event.detail ?? {}) : { ...event.detail, by: proofOf(by) },
    ),
  }
}

const proofOf = ({ session, roles }: Author) => ({ session, roles: roles && few(roles) })

/** An event stays small: nobody with more roles than these is judged by the last of them. */
const few = (roles: readonly string[]) =>
  roles.length <= 20 ? roles : [...roles.slice(0, 20), `and ${roles.length - 20} more`]

/** What both databases give back as it was: half a surrogate pair becomes another character in them, and the chain would not fit. */
const storable = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd')
