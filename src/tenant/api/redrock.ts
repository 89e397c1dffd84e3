import type { FastifyInstance } from 'fastify'
import { runQuery } from '../redrock/runQuery.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

export function redrockRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'redrockQuery', ({ params, actor, note }) => runQuery(tenant, actor, params, note))
}
