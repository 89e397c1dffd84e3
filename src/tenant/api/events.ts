import type { FastifyInstance } from 'fastify'
import { listEvents, readEvent, type ListedEvent } from '../audit/listEvents.ts'
import { objectsThere } from '../audit/objectsThere.ts'
import { notThere } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** The audit log, for whoever may read it. */
export function eventRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { database } = tenant

  on(app, tenant, 'eventsList', async ({ params, actor }) => {
    const { events, older, lookedBackTo } = await listEvents({ database, actor }, params)
    return { events: await repliesOf(tenant, events), older, lookedBackTo }
  })

  on(app, tenant, 'eventsGet', async ({ params: { id } }) => {
    const event = await readEvent(tenant, id)
    if (!event) throw notThere(`event ${id}`)
    const [reply] = await repliesOf(tenant, [event])
    if (!reply) throw notThere(`event ${id}`)
    return { ...reply, detail: JSON.parse(event.detail) as Record<string, unknown> }
  })
}

async function repliesOf({ database }: Tenant, events: readonly ListedEvent[]) {
  const isThere = await objectsThere(
    database.read,
    events.flatMap(({ object_type, object_id, actor_id, application_id }) => [
      { type: object_type, id: object_id },
      { type: 'user', id: actor_id },
      { type: 'application', id: application_id },
    ]),
  )
  return events.map((event) => ({
    number: event.number,
    id: event.id,
    type: event.event_type,
    at: event.at,
    level: event.level,
    refused: event.refused === 1,
    who: event.actor_name,
    whoId: event.actor_id,
    whoThere: isThere('user', event.actor_id),
    application: event.application_name,
    applicationId: event.application_id,
    applicationThere: isThere('application', event.application_id),
    objectType: event.object_type,
    objectId: event.object_id,
    object: event.object_name,
    objectThere: isThere(event.object_type, event.object_id),
    address: event.ip,
    request: event.correlation_id,
  }))
}
