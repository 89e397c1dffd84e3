import type { FastifyInstance } from 'fastify'
import type { Tenant } from '../../tenant.ts'
import { clientHasSecret } from '../checks/clientHasSecret.ts'
import { proofs } from '../checks/proofs.ts'
import { runPermission } from '../checks/runPermission.ts'
import type { Application } from '#schema/application/wire.ts'
import { personClaims } from '../read/person.ts'
import { scopesOf } from '../scopes.ts'
import { verifyAccessToken } from '../verifyAccessToken.ts'
import { askedByClient } from './askedByClient.ts'
import { uncached } from './exchange.ts'

type Params = { Params: { applicationId: string } }

/**
 * POST /OAuth2/Introspect/{Application ID} (contract.md 2.3, RFC 7662). Any client that may run the application may ask about access tokens of the
 * application; of all others it learns only that they are not active (AS-10).
 */
export function introspectEndpoint(app: FastifyInstance, tenant: Tenant): void {
  app.post<Params>('/OAuth2/Introspect/:applicationId', async (request, reply) => {
    const asked = await askedByClient(
      { tenant, request, reply },
      { checks: [...proofs, clientHasSecret, mayAsk], refusedAs: 'Cloud.OAuth2.Introspect.Refused' },
    )
    if ('answered' in asked) return asked.answered
    return uncached(reply).send(
      (await activeToken(tenant, asked.application, asked.form.get('token'))) ?? { active: false },
    )
  })
}

/** An OpenID Connect application asks for itself; a service user needs Run, as for a token. */
const mayAsk: typeof runPermission = {
  ...runPermission,
  judge: (facts) => ({
    ...runPermission.judge(facts),
    ...(facts.client.user === null ? { passed: true, seen: 'The application itself' } : {}),
  }),
}

async function activeToken(tenant: Tenant, application: Application, token: string | null) {
  const verified = token === null ? null : await verifyAccessToken(tenant, token, application)
  if (verified === null || verified.fault || verified.application?.id !== application.id) return null
  const { iss, aud, exp, iat, auth_time, sub, unique_name, scope, jti, nbf, ...rest } = verified.claims
  // The nonce, and what the claims script added: of an opaque token an API learns it here only
  const { client_id: _clientId, ...added } = rest
  const scopes = scopesOf(typeof scope === 'string' ? scope : null) ?? []
  return {
    ...added,
    active: true,
    exp,
    auth_time,
    iat,
    nbf,
    sub,
    iss,
    aud,
    unique_name,
    app_id: application.config.description.applicationId,
    scope,
    client_id: verified.clientId,
    username: unique_name,
    token_type: 'Bearer',
    jti,
    ...(await personClaims(tenant, { userId: verified.userId, scopes })),
  }
}
