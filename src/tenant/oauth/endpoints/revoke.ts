import type { FastifyInstance } from 'fastify'
import type { Application } from '#schema/application/wire.ts'
import type { Tenant } from '../../tenant.ts'
import { endAuthorization } from '../authorizations.ts'
import { proofs } from '../checks/proofs.ts'
import { findRefreshToken } from '../refreshTokens.ts'
import { revokeToken } from '../revokedTokens.ts'
import { verifyAccessToken } from '../verifyAccessToken.ts'
import { askedByClient } from './askedByClient.ts'
import { about, authorOf, uncached } from './exchange.ts'

type Params = { Params: { applicationId: string } }

/**
 * POST /OAuth2/Revoke/{Application ID} (contract.md 2.4, RFC 7009). Answers 200 also for unknown tokens, and ends only what the asking client owns
 * (AS-11): with a refresh token everything that came of the same sign-in, with an access token that one.
 */
export function revokeEndpoint(app: FastifyInstance, tenant: Tenant): void {
  app.post<Params>('/OAuth2/Revoke/:applicationId', async (request, reply) => {
    const asked = await askedByClient(
      { tenant, request, reply },
      { checks: proofs, refusedAs: 'Cloud.OAuth2.Revoke.Refused' },
    )
    if ('answered' in asked) return asked.answered
    const { application, client, form } = asked
    const ended = await end(tenant, { application, clientId: client.id, token: form.get('token') ?? '' })
    if (ended !== null)
      await tenant.events.record(authorOf(request, { id: client.user?.id ?? null, name: client.id }), {
        type: 'Cloud.OAuth2.Token.Revoked',
        ...about(application),
        detail: { clientId: client.id, ...ended },
      })
    return uncached(reply).code(200).send()
  })
}

async function end(
  tenant: Tenant,
  { application, clientId, token }: { application: Application; clientId: string; token: string },
): Promise<Record<string, string> | null> {
  const refresh = await findRefreshToken(tenant, token)
  if (refresh !== null) {
    if (refresh.application_id !== application.id || refresh.client_id !== clientId) return null
    await endAuthorization(tenant, refresh.authorization_id)
    return { token: 'refresh token' }
  }
  const access = await verifyAccessToken(tenant, token)
  if (access === null || access.application?.id !== application.id || access.clientId !== clientId)
    return null
  await revokeToken(tenant, access.tokenId)
  return { token: 'access token', jti: access.tokenId }
}
