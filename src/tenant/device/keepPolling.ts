import type { FastifyInstance } from 'fastify'
import { lookRegularly } from '#platform/lookRegularly.ts'
import { Queue } from '#platform/queue.ts'
import type { Tenant } from '../tenant.ts'
import { pollDevice } from './pollDevice.ts'

/** How soon a device that is due is seen, in milliseconds. */
const lookAgainAfter = 15_000
/** Devices that are polled at a time, and those that may wait for it. */
const atOnce = { running: 4, waiting: 100 }

/** Polls devices that are due for as long as the listener runs, on every node: whichever takes the lease of one polls it. */
export function keepPolling(app: FastifyInstance, tenant: Tenant): void {
  const stopping = new AbortController()
  app.addHook('preClose', (done) => {
    stopping.abort()
    done()
  })
  lookRegularly(app, {
    every: lookAgainAfter,
    look: () => pollDue(tenant, stopping.signal),
    log: tenant.log,
    failed: 'the security devices could not be polled',
  })
}

/** Polls every device that is due. What goes wrong with one stops no other. */
export async function pollDue(tenant: Tenant, signal?: AbortSignal): Promise<void> {
  const due = await tenant.database.read
    .selectFrom('device_health')
    .innerJoin('device', 'device.id', 'device_health.device_id')
    .select('device_id')
    .where('polling', '=', 1)
    .where('next_poll_at', '<=', tenant.clock())
    .orderBy('next_poll_at')
    .limit(atOnce.waiting)
    .execute()
  const queue = new Queue(atOnce)
  await Promise.all(
    due.map(({ device_id: id }) =>
      queue
        .add(async () => {
          if (!signal?.aborted) await pollDevice(tenant, id, signal ? { signal } : {})
        })
        .catch((error: unknown) => tenant.log.error({ err: error, device: id }, 'a device was not polled')),
    ),
  )
}
