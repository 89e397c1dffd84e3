import type { FastifyInstance, RouteHandlerMethod } from 'fastify'
import { loadByApplicationId } from '../../application/loadApplication.ts'
import type { Tenant } from '../../tenant.ts'
import { metadataOf } from '../metadata.ts'
import { publishedKeysMaxAge } from '../keys/keyLife.ts'

/** Metadata and public keys of an application (contract.md 2.8). */
export function discoveryEndpoints(app: FastifyInstance, tenant: Tenant): void {
  for (const url of metadataPaths)
    app.get<{ Params: { applicationId: string } }>(url, async (request, reply) => {
      const application = await loadByApplicationId(tenant.database.read, request.params.applicationId)
      if (application === null)
        return reply.code(404).send({ error: 'not_found', error_description: 'unknown app' })
      return metadataOf(tenant.url, application)
    })
  app.get('/OAuth2/Keys/:applicationId', keysOf(tenant))
}

/** Behind the issuer, as OpenID Connect Discovery §4 has it, and before its path, as RFC 8414 §3.1 does: one document (PB-15). */
const metadataPaths = [
  '/:applicationId/.well-known/openid-configuration',
  '/.well-known/openid-configuration/:applicationId',
  '/.well-known/oauth-authorization-server/:applicationId',
]

/** The same keys at the documented address that names no application. */
export function keysOfTenant(app: FastifyInstance, tenant: Tenant): void {
  app.get('/oauth/keys', keysOf(tenant))
}

const keysOf =
  (tenant: Tenant): RouteHandlerMethod =>
  async (_, reply) => {
    reply.header('cache-control', `public, max-age=${publishedKeysMaxAge}`)
    return { keys: await tenant.keyRing.published() }
  }
