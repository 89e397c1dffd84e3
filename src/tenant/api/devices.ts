import type { FastifyInstance } from 'fastify'
import { blankDevice, deviceKept, toDeviceWire } from '#schema/device/wire.ts'
import { notKept, notKeptInWords } from '#schema/notKept.ts'
import type { Wire } from '#schema/wireMembers.ts'
import { deviceHealth, failureReply, newestEvents } from '../device/deviceHealth.ts'
import { pollDevice } from '../device/pollDevice.ts'
import { readDevice, type StoredDevice } from '../device/readDevice.ts'
import { deleteDevice, insertDevice, updateDevice } from '../device/saveDevice.ts'
import { tryDevice } from '../device/tryDevice.ts'
import { notThere, Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { expectedVersion } from './ifMatch.ts'
import { on } from './on.ts'

/** Security devices (D4: the vendor has no calls for them). */
export function deviceRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { database } = tenant
  const tellNotKept = (sent: Wire, note: (sentence: string) => void) => {
    const lost = notKeptInWords(notKept(sent, { kept: deviceKept, readBack: toDeviceWire(blankDevice) }))
    if (lost) note(lost)
  }

  on(app, tenant, 'getDevice', async ({ params }) => {
    const found = await readDevice(database.read, params.ID)
    return found && replyOf(found)
  })

  on(app, tenant, 'getDeviceHealth', ({ params, actor }) => deviceHealth(tenant, { id: params.ID, actor }))

  on(app, tenant, 'getDeviceEvents', async ({ params }) => ({
    Events: await newestEvents(database.read, params.ID),
  }))

  on(app, tenant, 'testDevice', async ({ params: { ID: id, Settings: sent }, actor }) => {
    const { passed, failure } = await tryDevice(tenant, { id: id ?? null, sent })
    return {
      Passed: passed,
      Failure: failure && (await failureReply(tenant, { ...failure, actor })),
    }
  })

  on(app, tenant, 'pollDevice', async ({ params: { ID: id } }) => {
    const found = await readDevice(database.read, id)
    if (!found) throw notThere(`security device ${id}`)
    if (!found.config.settings.polling)
      throw new Problem(
        'invalid_request',
        `${found.row.name} is paused and fetches nothing. Switch “Poll events” on first.`,
      )
    return { Polled: await pollDevice(tenant, id, { pages: pagesAtOnce }) }
  })

  on(app, tenant, 'createDevice', async ({ params, by, note }) => {
    const ID = await database.write((tx) => insertDevice({ tx, tenant, by }, { sent: params }))
    tellNotKept(params, note)
    return { ID }
  })

  on(app, tenant, 'updateDevice', async ({ params, actor, by, request, note }) => {
    const startedFrom = expectedVersion({ actor, request })
    await database.write((tx) =>
      updateDevice({ tx, tenant, by }, { id: params.ID, sent: params, expectedVersion: startedFrom }),
    )
    tellNotKept(params, note)
    return null
  })

  on(app, tenant, 'deleteDevice', async ({ params, by }) => {
    await database.write((tx) => deleteDevice({ tx, tenant, by }, { id: params.ID }))
    return null
  })
}

/** Somebody waits for it; what is left comes with the next poll. */
const pagesAtOnce = 3

const replyOf = ({ row, config }: StoredDevice) => ({
  ID: row.id,
  Name: row.name,
  ...toDeviceWire(config),
  Gatewright: { Version: row.version, CreatedAt: row.created_at, UpdatedAt: row.updated_at },
})
