import type { FastifyInstance } from 'fastify'
import { api } from '#schema/api.ts'
import { Problem } from '../problem.ts'
import { runQuery } from '../redrock/runQuery.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

export function redrockRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'redrockQuery', async ({ params, actor, by }) => {
    try {
      return await runQuery(tenant, actor, params)
    } catch (error) {
      // Which right a query needs depends on its table, so the refusal is recorded here and not where calls are guarded.
      if (error instanceof Problem && error.code === 'forbidden') {
        const path = api.redrockQuery.path.slice(1)
        const detail = {
          check: 'right',
          expected: error.message,
          seen: [...actor.rights].join(' ') || 'none',
        }
        const object = { type: 'api' as const, id: path, name: path }
        await tenant.events.record(by, { type: 'Cloud.Core.Api.Refused', level: 'Warning', object, detail })
      }
      throw error
    }
  })
}
