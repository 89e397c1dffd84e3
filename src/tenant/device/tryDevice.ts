import { deviceSteps, type DeviceStep } from '#schema/device/steps.ts'
import type { DeviceConfig } from '#schema/device/index.ts'
import { days } from '#schema/duration.ts'
import type { Wire } from '#schema/wireMembers.ts'
import { notThere, Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { askEvents } from './askEvents.ts'
import { askToken } from './askToken.ts'
import { DeviceFault, type DeviceFailure } from './deviceFault.ts'
import { DeviceChanged } from './keepEvents.ts'
import { clientOf } from './pollDevice.ts'
import { readDevice } from './readDevice.ts'
import { askedDevice } from './saveDevice.ts'

type Tried = {
  passed: DeviceStep[]
  failure: { failure: DeviceFailure; settings: DeviceConfig['settings'] } | null
}

/** How far back a test looks for an event, in milliseconds. */
const looksBack = days(30) * 1000

/** Does what a device does, up to the first step that fails. Nothing is kept of it. */
export async function tryDevice(
  tenant: Tenant,
  { id, sent }: { id: string | null; sent: Wire },
): Promise<Tried> {
  const stored = id === null ? null : await readDevice(tenant.database.read, id)
  if (id !== null && !stored) throw notThere(`security device ${id}`)
  // A device without a name can be tried
  const { settings } = askedDevice({ ...sent, Name: sent['Name'] || 'Unnamed' }, stored?.config)
  try {
    const { next } = settings.password
    const password =
      typeof next === 'string' || !stored ? (next ?? '') : (await clientOf(tenant, stored)).password
    const token = await askToken(tenant, { settings, password })
    const from = tenant.clock() - looksBack
    const events = await askEvents(tenant, {
      server: settings.server,
      token,
      at: { from, page: 1, size: 1 },
    })
    if (events.length === 0) throw noEvents
    return { passed: steps, failure: null }
  } catch (error) {
    if (error instanceof DeviceChanged)
      throw new Problem('invalid_request', 'The device was changed or deleted meanwhile. Test it again.')
    if (!(error instanceof DeviceFault)) throw error
    const { failure } = error
    return { passed: steps.slice(0, steps.indexOf(failure.step)), failure: { failure, settings } }
  }
}

const steps = Object.keys(deviceSteps) as DeviceStep[]

const noEvents = new DeviceFault({
  step: 'rows',
  screen: 'roles',
  seen: 'The query works and gives no event of the last 30 days',
  expected: 'At least one event',
  cure: 'The rights of the service user decide which rows come back. Give Read Only System Administration to one of its roles.',
})
