import type { Kysely } from 'kysely'
import { deviceSteps } from '#schema/device/steps.ts'
import { deviceReaders } from '#schema/right.ts'
import { troubles } from '#schema/troubles/catalogue.ts'
import { troubleOfStep } from '#schema/deviceTroubles.ts'
import { holdsAny, type Actor } from '../actor.ts'
import type { DeviceFailure } from '../device/deviceFault.ts'
import type { Tables } from '../store/tables.ts'

const most = 100

/** Security devices whose last poll failed, and what that means. A device says it itself: its failures are no events. */
export async function failingDevices(read: Kysely<Tables>, actor: Actor) {
  if (!holdsAny(actor, deviceReaders)) return []
  const rows = await read
    .selectFrom('device_health')
    .innerJoin('device', 'device.id', 'device_health.device_id')
    .select(['device.id', 'device.name', 'failure', 'last_failure_at'])
    .where('failure', 'is not', null)
    .where('polling', '=', 1)
    .orderBy('last_failure_at', 'desc')
    .limit(most)
    .execute()
  return rows.map(({ id, name, failure, last_failure_at: at }) => {
    const { step, seen, expected, cure } = JSON.parse(failure ?? '{}') as DeviceFailure
    const trouble = troubleOfStep[step]
    const { title, cause } = troubles[trouble]
    return { id, name, trouble, title, cause, step: deviceSteps[step].title, seen, expected, cure, at }
  })
}
