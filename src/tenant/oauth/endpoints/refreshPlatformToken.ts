import type { FastifyInstance } from 'fastify'
import { idle } from '../../directory/loginSession.ts'
import { refreshTokenOf, renewSession } from '../../directory/renewSession.ts'
import { givePlatformPair, platformPairIn } from '../../pages/sessionCookie.ts'
import type { Tenant } from '../../tenant.ts'
import { authorOfSession, refuseUnread, uncached } from './exchange.ts'

/**
 * POST /OAuth2/RefreshPlatformToken (contract.md 2.7): a program that signed in by API sends what LoginSuccess gave it in two cookies, and gets
 * another pair in cookies of the same names.
 */
export function refreshPlatformTokenEndpoint(app: FastifyInstance, tenant: Tenant): void {
  app.post('/OAuth2/RefreshPlatformToken', async (request, reply) => {
    const { token, refreshToken } = platformPairIn(tenant, request)
    const renewed = await renewSession(tenant, { value: token, refreshToken })
    if (renewed === null) {
      const exchange = {
        tenant,
        request,
        reply,
        application: null,
        refusedAs: 'Cloud.OAuth2.Token.Refused',
      } as const
      const seen = token
        ? 'a pair of no sign-in that lives, or one that came before and now ended its sign-in'
        : 'no pair of cookies, or one that a page sent'
      return refuseUnread(exchange, seen, {
        status: 400,
        error: 'invalid_grant',
        description: 'the sign-in has ended, or was renewed already',
      })
    }
    await tenant.events.record(authorOfSession(tenant, request, renewed), {
      type: 'Cloud.Core.Session.Renewed',
    })
    givePlatformPair(tenant, uncached(reply), {
      token: renewed.value,
      refreshToken: refreshTokenOf(tenant, renewed.value),
    })
    return reply.send({ token_type: 'Bearer', expires_in: idle / 1000 })
  })
}
