import type { FastifyInstance } from 'fastify'
import type { SecretOwner } from '#schema/secret.ts'
import { addSecret, listSecrets, revokeSecret } from '../directory/secrets.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** The secrets of confidential clients: of service users and of OpenID Connect applications (S6). */
export function secretRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'secretsList', ({ params }) => listSecrets(tenant, params.owner), concerned)

  on(
    app,
    tenant,
    'secretsAdd',
    ({ params, actor, by, reply }) => {
      // CL-01: the reply holds the secret
      reply.header('cache-control', 'no-store')
      return addSecret(tenant, { actor, by, request: { ...params, expiresAt: params.expiresAt ?? null } })
    },
    concerned,
  )

  on(
    app,
    tenant,
    'secretsRevoke',
    async ({ params, actor, by }) => {
      await revokeSecret(tenant, { actor, by, request: params })
      return null
    },
    concerned,
  )
}

type Owned = { owner: SecretOwner }

const concerned = {
  ownerOf: ({ owner }: Owned) => owner,
  applicationsOf: ({ owner }: Owned) => (owner.type === 'application' ? [owner.id] : []),
}
