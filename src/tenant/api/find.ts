import type { FastifyInstance } from 'fastify'
import { findPasted } from '../find/findPasted.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** One search for whatever somebody has in hand. */
export function findRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'findPasted', ({ params: { pasted }, actor }) => findPasted(tenant, { pasted, actor }))
}
