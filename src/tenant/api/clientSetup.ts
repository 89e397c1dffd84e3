import type { FastifyInstance } from 'fastify'
import { endpointsOf } from '#schema/application/endpoints.ts'
import { createClient } from '../clientSetup/createClient.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** Guided setup's one transaction (S6, CF-03). */
export function clientSetupRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(
    app,
    tenant,
    'createClient',
    async ({ params, actor, by, reply }) => {
      const made = await createClient(tenant, { actor, by, request: params })
      // CL-01: the reply holds the secret
      reply.header('cache-control', 'no-store')
      return { ...made, tokenEndpoint: endpointsOf(tenant.url, made.applicationId).token, server: tenant.url }
    },
    { form: 'setup' },
  )
}
