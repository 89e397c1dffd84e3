import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { enabledAdministrators } from '../directory/administrators.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

const askAgainAfter = 500

/** "Waiting for the first token": answers as soon as there is one, or null when the time is over (long poll). */
export function usageRoutes(app: FastifyInstance, tenant: Tenant): void {
  let closing = false
  app.addHook('preClose', (done) => {
    closing = true
    done()
  })
  on(app, tenant, 'firstToken', async ({ params, request }) => {
    const until = tenant.clock() + params.waitSeconds * 1000
    for (;;) {
      const first = await firstToken(tenant, params.rowKey)
      if (first !== null || closing || tenant.clock() >= until || request.socket.destroyed) return first
      await pause(askAgainAfter)
    }
  })
  on(app, tenant, 'firstSteps', () => firstSteps(tenant))
}

/** What somebody new does first, as far as it is done. */
async function firstSteps({ database, clock }: Tenant) {
  const db = database.read
  const applications = db.selectFrom('application').select('id').where('built_in', '=', 0).limit(1)
  const [application, used, tenant, administrators] = await Promise.all([
    applications.executeTakeFirst(),
    applications.where('used_day', '>', 0).executeTakeFirst(),
    db.selectFrom('tenant').select('events_read_at').executeTakeFirst(),
    enabledAdministrators(db, { now: clock(), most: 2 }),
  ])
  return {
    application: application !== undefined,
    token: used !== undefined,
    events: typeof tenant?.events_read_at === 'number',
    secondAdministrator: administrators > 1,
  }
}

async function firstToken(tenant: Tenant, applicationRowKey: string) {
  const event = await tenant.database.read
    .selectFrom('event')
    .select(['at', 'detail'])
    .where('application_id', '=', applicationRowKey)
    .where('event_type', '=', 'Cloud.OAuth2.Token.Issued')
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()
  if (!event) return null
  const detail = JSON.parse(event.detail) as { scope: string; clientId: string }
  return { at: event.at, scope: detail.scope, clientId: detail.clientId }
}
