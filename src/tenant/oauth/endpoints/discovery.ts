import type { FastifyInstance, RouteHandlerMethod } from 'fastify'
import { loadByApplicationId } from '../../application/loadApplication.ts'
import type { Tenant } from '../../tenant.ts'
import { metadataOf } from '../metadata.ts'
import { publishedKeysMaxAge } from '../keys/keyLife.ts'

/** Metadata per application, and the public keys at both documented paths (contract.md 2.8). */
export function discoveryEndpoints(app: FastifyInstance, tenant: Tenant): void {
  app.get<{ Params: { applicationId: string } }>(
    '/:applicationId/.well-known/openid-configuration',
    async (request, reply) => {
      const application = await loadByApplicationId(tenant.database.read, request.params.applicationId)
      if (application === null)
        return reply.code(404).send({ error: 'not_found', error_description: 'unknown app' })
      return metadataOf(tenant.url, application)
    },
  )

  const keys: RouteHandlerMethod = async (_, reply) => {
    reply.header('cache-control', `public, max-age=${publishedKeysMaxAge}`)
    return { keys: await tenant.keyRing.published() }
  }
  app.get('/oauth/keys', keys)
  app.get('/OAuth2/Keys/:applicationId', keys)
}
