import { SealBroken } from '#platform/seal.ts'
import { hours, minutes } from '#schema/duration.ts'
import { LeaseLost, withLease, type Lease } from '../lease.ts'
import { openSecret } from '../object/sealedSecrets.ts'
import type { Tenant } from '../tenant.ts'
import { askEvents, wholeSecond } from './askEvents.ts'
import { askToken, type DeviceClient } from './askToken.ts'
import { DeviceFault, type DeviceFailure } from './deviceFault.ts'
import { DeviceChanged, keepPage, overlap, takePolled, type Polled, type Position } from './keepEvents.ts'
import { readDevice, type StoredDevice } from './readDevice.ts'
import { secretExpiry } from './secretExpiry.ts'

/** Collectors of the field poll as often, with pages of this size. Milliseconds. */
export const pollEvery = minutes(5) * 1000
const pageSize = 1000
/** Pages of one poll: the next poll goes on where this one stops. */
const mostPages = 20
/** Longer than any request takes, and than clocks of nodes differ. */
const leaseLasts = minutes(1) * 1000
/** After failures in a row it is tried less often, so that a wrong secret does not lock its user. */
const longestWait = hours(1) * 1000

export type Polling = { signal?: AbortSignal; pages?: number; size?: number }

/** Fetches what is new for a device. False while another node does, and for one that is paused or gone. */
export async function pollDevice(tenant: Tenant, id: string, polling: Polling = {}): Promise<boolean> {
  const polled = await withLease(tenant, { name: `device ${id}`, lasts: leaseLasts }, async (lease) => {
    const stored = await readDevice(tenant.database.read, id)
    if (!stored?.config.settings.polling) return false
    try {
      await pollAndTell(tenant, lease, stored, polling)
    } catch (error) {
      if (isOver(error, polling)) return false
      throw error
    }
    return true
  })
  return polled ?? false
}

/** What this node knows is out of date, or it stops: whoever polls next begins where the last page ended. */
const isOver = (error: unknown, { signal }: Polling) =>
  error instanceof LeaseLost || error instanceof DeviceChanged || signal?.aborted === true

/** A fault of ours is kept as well, or the device would be polled again at once. */
async function pollAndTell(
  tenant: Tenant,
  lease: Lease,
  stored: StoredDevice,
  polling: Polling,
): Promise<void> {
  try {
    await poll(tenant, lease, stored, polling)
  } catch (error) {
    if (isOver(error, polling)) throw error
    const isKnown = error instanceof DeviceFault
    await keepFailure(tenant, lease, { polled: stored.row, failure: isKnown ? error.failure : faultOfOurs })
    if (!isKnown) throw error
  }
}

const faultOfOurs: DeviceFailure = {
  step: 'rows',
  screen: 'device',
  seen: 'This server failed while it read or kept the events',
  expected: 'Events that are read and kept',
  cure: 'It is tried again. If it stays, let whoever runs this server look into its log: the settings need no change.',
}

async function poll(
  tenant: Tenant,
  lease: Lease,
  stored: StoredDevice,
  { signal, pages = mostPages, size = pageSize }: Polling,
): Promise<void> {
  const { row: polled } = stored
  const client = await clientOf(tenant, stored)
  const token = await askToken(tenant, client, signal)
  const { server } = stored.config.settings
  const first = await beginning(tenant, polled.id, size)
  let at: Position | null = first
  for (let page = 0; at !== null && page < pages; page++) {
    signal?.throwIfAborted()
    const events = await askEvents(tenant, { server, token, at, signal })
    at = await keepPage(tenant, lease, { polled, at, events })
  }
  await keepSuccess(tenant, lease, {
    polled,
    upTo: at === null ? first.began : null,
    secretExpiresAt: await secretExpiry(tenant, { server, token }),
  })
}

/** A device with its password. Throws DeviceChanged where the password may have been typed for another server since. */
export async function clientOf(
  { database, keys }: Tenant,
  { row, config }: StoredDevice,
): Promise<DeviceClient> {
  const place = { type: 'device', id: row.id, setting: 'settings.password' } as const
  const password = await openSecret(database.read, keys, place).catch((error: unknown) => {
    if (error instanceof SealBroken) return null
    throw error
  })
  const now = await database.read
    .selectFrom('device')
    .select('version')
    .where('id', '=', row.id)
    .executeTakeFirst()
  if (now?.version !== row.version) throw new DeviceChanged(`Device ${row.id} was changed meanwhile`)
  if (password !== null) return { settings: config.settings, password }
  throw new DeviceFault({
    step: 'secret',
    screen: 'device',
    seen: 'No password is kept that can be opened',
    expected: 'The client secret of the service user',
    cure: 'Type the password again.',
  })
}

/** A poll that did not come to its end goes on at its page; another one begins before what was read last. */
async function beginning({ database, clock }: Tenant, id: string, size: number): Promise<Position> {
  const { position, cursor } = await database.read
    .selectFrom('device_health')
    .select(['position', 'cursor'])
    .where('device_id', '=', id)
    .executeTakeFirstOrThrow()
  // Earlier versions kept no size
  if (position !== null) return { size, ...(JSON.parse(position) as Omit<Position, 'size'>) }
  return { from: wholeSecond(cursor - overlap), page: 1, size, began: clock() }
}

type Success = {
  polled: Polled
  /** When a poll began that came to its end; null while it goes on. */
  upTo: number | null
  secretExpiresAt: number | null
}

function keepSuccess(
  tenant: Tenant,
  lease: Lease,
  { polled, upTo, secretExpiresAt }: Success,
): Promise<void> {
  return tenant.database.write(async (tx) => {
    await lease.keep(tx)
    await takePolled({ tx, tenant }, polled)
    const at = tenant.clock()
    const held = await tx
      .selectFrom('device_health')
      .select(['cursor', 'newest_event_at'])
      .where('device_id', '=', polled.id)
      .executeTakeFirstOrThrow()
    await tx
      .updateTable('device_health')
      .set({
        last_success_at: at,
        failure: null,
        failures: 0,
        secret_expires_at: secretExpiresAt,
        // No further than to when it began: what was logged since comes again, and a clock there that is ahead hides nothing
        ...(upTo === null
          ? { next_poll_at: at }
          : {
              next_poll_at: at + pollEvery,
              cursor: Math.min(upTo, Math.max(held.cursor, held.newest_event_at ?? 0)),
            }),
      })
      .where('device_id', '=', polled.id)
      .execute()
  })
}

async function keepFailure(
  tenant: Tenant,
  lease: Lease,
  { polled, failure }: { polled: Polled; failure: DeviceFailure },
): Promise<void> {
  await tenant.database.write(async (tx) => {
    await lease.keep(tx)
    await takePolled({ tx, tenant }, polled)
    const at = tenant.clock()
    const held = await tx
      .selectFrom('device_health')
      .select('failures')
      .where('device_id', '=', polled.id)
      .executeTakeFirst()
    const failures = (held?.failures ?? 0) + 1
    await tx
      .updateTable('device_health')
      .set({
        last_failure_at: at,
        failure: JSON.stringify(failure),
        failures,
        next_poll_at: at + Math.min(longestWait, pollEvery * 2 ** Math.min(failures - 1, 10)),
      })
      .where('device_id', '=', polled.id)
      .execute()
  })
}
