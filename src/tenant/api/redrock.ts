import type { FastifyInstance } from 'fastify'
import type { Actor } from '../actor.ts'
import { noteEventsRead } from '../redrock/noteEventsRead.ts'
import { runQuery } from '../redrock/runQuery.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

export function redrockRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'redrockQuery', async ({ params, actor, note }) => {
    const answer = await runQuery(tenant, actor, params, note)
    if (isProgram(actor) && asksForEvents(params.Script) && answer.Results.length > 0) noteEventsRead(tenant)
    return answer
  })
}

const isProgram = ({ scopes, throughConsole }: Actor) => scopes !== null && !throughConsole

const asksForEvents = (script: string) => /\bfrom\s+event\b/i.test(script)
