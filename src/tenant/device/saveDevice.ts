import { randomUUID } from 'node:crypto'
import { equal } from '#schema/change.ts'
import { deviceCategories, deviceConfig, type DeviceConfig } from '#schema/device/index.ts'
import { blankDevice, fromDeviceWire } from '#schema/device/wire.ts'
import { hours } from '#schema/duration.ts'
import { nameKey } from '#schema/nameKey.ts'
import { sortKey } from '#schema/sortKey.ts'
import type { Wire } from '#schema/wireMembers.ts'
import { recordDeletion, recordObject } from '../object/recordObject.ts'
import { keepSecrets, withHeldSecrets } from '../object/sealedSecrets.ts'
import { nameTaken, uniqueName } from '../object/uniqueName.ts'
import { fieldProblem, parsed, refuseUnseen } from '../problem.ts'
import type { Write } from '../write.ts'
import { takeDevice } from './readDevice.ts'

const type = 'device'

/** How far back a new device reads, in milliseconds. */
export const readsBack = hours(24) * 1000

/** Adds a security device from what was sent of it. Gives its id. It is polled at once. */
export async function insertDevice(write: Write, { sent }: { sent: Wire }): Promise<string> {
  const { tx, tenant } = write
  const id = randomUUID()
  const at = tenant.clock()
  const wanted = askedDevice(sent, undefined)
  const after = await keepSecrets(write, { type, id, before: null, wanted })
  const { name } = after.settings
  const row = { id, ...columnsOf(after), version: 1, created_at: at, updated_at: at }
  await uniqueName(() => tx.insertInto('device').values(row).execute(), taken(name))
  await tx
    .insertInto('device_health')
    .values({ device_id: id, next_poll_at: at, cursor: at - readsBack, failures: 0 })
    .execute()
  const change = { type, id, name, version: 1, before: null, after, why: 'Created', at } as const
  await recordObject(write, { ...change, ...askedInside(write, after) })
  return id
}

/** Changes a security device; what was not sent stays. With `expectedVersion` a stale edit is refused (CF-01). */
export async function updateDevice(
  write: Write,
  { id, sent, expectedVersion }: { id: string; sent: Wire; expectedVersion: number | undefined },
): Promise<void> {
  const { tx, tenant } = write
  const { row, config: before } = await takeDevice(write, id, expectedVersion)
  const after = await keepSecrets(write, { type, id, before, wanted: askedDevice(sent, before) })
  if (equal(after, before)) return
  const { name, server } = after.settings
  const at = tenant.clock()
  const version = row.version + 1
  const columns = { ...columnsOf(after), version, updated_at: at }
  await uniqueName(() => tx.updateTable('device').set(columns).where('id', '=', id).execute(), taken(name))
  // What was mended is tried at once
  await tx
    .updateTable('device_health')
    .set({ next_poll_at: at, failures: 0 })
    .where('device_id', '=', id)
    .execute()
  if (server !== before.settings.server) await beginAnew(tx, { id, at })
  const change = { type, id, name, version, before, after, why: 'Changed', at } as const
  await recordObject(write, { ...change, ...askedInside(write, after) })
}

/** Another server has other events, whose IDs may be those of the earlier one. */
async function beginAnew(tx: Write['tx'], { id, at }: { id: string; at: number }): Promise<void> {
  await tx
    .updateTable('device_health')
    .set({
      cursor: at - readsBack,
      position: null,
      last_success_at: null,
      last_failure_at: null,
      failure: null,
      newest_event_at: null,
      secret_expires_at: null,
    })
    .where('device_id', '=', id)
    .execute()
  await tx.deleteFrom('device_event').where('device_id', '=', id).execute()
  await tx.deleteFrom('device_hour').where('device_id', '=', id).execute()
}

/** Deletes a security device with its password and what it received; its versions and events stay. */
export async function deleteDevice(write: Write, { id }: { id: string }): Promise<void> {
  const {
    row: { name, version },
    config,
  } = await takeDevice(write, id)
  // What it received goes with it (foreign keys)
  await write.tx.deleteFrom('device').where('id', '=', id).execute()
  await recordDeletion(write, { type, id, name, stored: { version, config } })
}

/** The settings that sending something would save, judged as a save judges them. */
export function askedDevice(sent: Wire, before: DeviceConfig | undefined): DeviceConfig {
  const current = before ?? blankDevice
  const typed = withHeldSecrets(type, fromDeviceWire(sent, current), current)
  const wanted = parsed(deviceConfig, typed)
  refuseUnseen(deviceCategories, { after: wanted, before })
  if (before) refuseForeignSecret(wanted, before)
  return wanted
}

/** RP-18: a secret goes to nobody but the tenant, the application and the client that it was typed for. */
function refuseForeignSecret({ settings: wanted }: DeviceConfig, { settings: before }: DeviceConfig): void {
  if (wanted.password.next !== undefined) return
  if (typedFor.every((key) => wanted[key] === before[key])) return
  throw fieldProblem('invalid_fields', [
    {
      path: 'settings.password',
      message: `The password that is kept was typed for ${before.username} at ${before.server}, application ${before.applicationId}. Type it again for what you have changed.`,
    },
  ])
}

const typedFor = ['server', 'applicationId', 'username'] as const

function columnsOf({ settings }: DeviceConfig) {
  const { name, server, polling, ...others } = settings
  return {
    name,
    name_key: nameKey(name),
    sort_key: sortKey(name),
    server,
    polling: polling ? 1 : 0,
    config: JSON.stringify({ settings: others }),
  }
}

/** SS-11: the event names an address that is asked because the operator makes an exception for it. */
function askedInside({ tenant: { outbound } }: Write, { settings }: DeviceConfig) {
  const exception = outbound.exceptionFor(settings.server)
  return exception === null ? {} : { detail: { askedByException: exception } }
}

const taken = (name: string) => () => ({ ...nameTaken(type, name)(), path: 'settings.name' })
