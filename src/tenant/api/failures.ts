import type { FastifyInstance } from 'fastify'
import { objectsThere } from '../audit/objectsThere.ts'
import { explainFailure } from '../failures/explainFailure.ts'
import { failureNamed, newestFailures, readFailure } from '../failures/failureEvents.ts'
import { failingDevices } from '../failures/failingDevices.ts'
import { listFailures, titleOf, type CountedFailure } from '../failures/listFailures.ts'
import { notThere } from '../problem.ts'
import type { Reading } from '../readRows.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** Why requests were refused, for whoever may read the audit log. */
export function failureRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { database } = tenant

  on(app, tenant, 'failuresList', async ({ params, actor }) => {
    const { failures, lookedBackTo } = await listFailures({ database, actor }, params)
    const devices = params.application ? [] : await failingDevices(database.read, actor)
    return { failures: await repliesOf(tenant, failures), devices, lookedBackTo }
  })

  on(app, tenant, 'failuresExplain', async ({ params: { id }, actor }) => {
    const event =
      (await failureNamed({ database, actor }, id)) ?? (await countedUnder({ database, actor }, id))
    if (!event) throw notThere(`refusal ${id}`, whereElse)
    const failure = readFailure(event)
    const row = { event, failure, count: failure.count, first: event.at, last: event.at }
    const [reply] = await repliesOf(tenant, [row])
    if (!reply) throw notThere(`refusal ${id}`)
    return { ...reply, ...(await explainFailure(tenant, { event, actor })) }
  })
}

const whereElse =
  'What repeats within a minute is written down a minute later, and counted under the newest of its kind.'

/** What strangers repeat within a minute is one event, which names the requests that it stands for. */
async function countedUnder(reading: Reading, request: string) {
  const events = await newestFailures(reading, { most: 1000 })
  return events.find((event) => readFailure(event).requests.includes(request))
}

async function repliesOf({ database }: Tenant, rows: readonly CountedFailure[]) {
  const isThere = await objectsThere(
    database.read,
    rows.flatMap(({ event: { actor_id, application_id } }) => [
      { type: 'user', id: actor_id },
      { type: 'application', id: application_id },
    ]),
  )
  return rows.map(({ event, failure, count, first, last }) => ({
    id: event.id,
    type: event.event_type,
    check: failure.check,
    trouble: failure.meaning?.trouble ?? null,
    title: titleOf(event, failure),
    who: event.actor_name,
    whoId: event.actor_id,
    whoThere: isThere('user', event.actor_id),
    application: event.application_name,
    applicationId: event.application_id,
    applicationThere: isThere('application', event.application_id),
    seen: failure.seen,
    count,
    first,
    last,
    address: event.ip,
    request: event.correlation_id,
  }))
}
