import type { FastifyInstance } from 'fastify'
import { isUnprotected } from '#schema/plainHttp.ts'
import { idle } from '../../directory/loginSession.ts'
import { refreshTokenOf, renewSession } from '../../directory/renewSession.ts'
import { isForeign } from '../../pages/ownForm.ts'
import type { Tenant } from '../../tenant.ts'
import { authorOfSession, refuseUnread, uncached } from './exchange.ts'

/**
 * POST /OAuth2/RefreshPlatformToken (contract.md 2.7): a program that signed in by API sends what LoginSuccess gave it in two cookies, and gets
 * another pair in cookies of the same names. They are no session of a browser: nothing else reads them.
 */
export function refreshPlatformTokenEndpoint(app: FastifyInstance, tenant: Tenant): void {
  const names = { token: `idToken-${tenant.id}`, refresh: `refreshToken-${tenant.id}` }
  const kept = {
    httpOnly: true,
    secure: !isUnprotected(tenant.url),
    sameSite: 'strict',
    path: '/OAuth2',
  } as const

  app.post('/OAuth2/RefreshPlatformToken', async (request, reply) => {
    const value = request.cookies[names.token] ?? ''
    const refreshToken = request.cookies[names.refresh] ?? ''
    const renewed = isForeign(tenant, request) ? null : await renewSession(tenant, { value, refreshToken })
    if (renewed === null) {
      const exchange = {
        tenant,
        request,
        reply,
        application: null,
        refusedAs: 'Cloud.OAuth2.Token.Refused',
      } as const
      const sent = value && refreshToken ? 'both, of no sign-in that lives' : 'not both'
      return refuseUnread(
        exchange,
        `cookies ${names.token} and ${names.refresh} of a sign-in by API: ${sent}`,
        {
          status: 400,
          error: 'invalid_grant',
          description: 'the sign-in has ended, or was renewed already',
        },
      )
    }
    await tenant.events.record(authorOfSession(tenant, request, renewed), {
      type: 'Cloud.Core.Session.Renewed',
    })
    return uncached(reply)
      .setCookie(names.token, renewed.value, kept)
      .setCookie(names.refresh, refreshTokenOf(tenant, renewed.value), kept)
      .send({ token_type: 'Bearer', expires_in: idle / 1000 })
  })
}
