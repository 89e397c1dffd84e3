import type { FastifyInstance } from 'fastify'
import { postLogoutRedirectsOf } from '#schema/application/ofTemplate.ts'
import { isRegistered } from '#schema/loopbackPort.ts'
import { bearerOf } from '#platform/bearer.ts'
import { endSession } from '../directory/loginSession.ts'
import { signOutTicketUrl, upstreamOf, type Upstream } from '../federation/signOutThere.ts'
import { revokeToken } from '../oauth/revokedTokens.ts'
import { verifyAccessToken, type AccessToken } from '../oauth/verifyAccessToken.ts'
import { takeSessionAway } from '../pages/sessionCookie.ts'
import { Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { on, type Call } from './on.ts'

/** Signing out by API (contract.md 2.13). */
export function signOutRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'logout', async (call) => {
    await end(tenant, call, await tokenOf(tenant, call))
    return null
  })

  on(app, tenant, 'signOut', async (call) => {
    const returnTo = call.params.ReturnTo ?? null
    const token = await tokenOf(tenant, call)
    const application = token?.application
    if (returnTo !== null && !(application && isRegistered(postLogoutRedirectsOf(application), returnTo)))
      throw new Problem(
        'invalid_request',
        'ReturnTo is no post-logout redirect URI of the application that the token was issued for. Register it there, or leave it out.',
      )
    const upstream = await end(tenant, call, token)
    const after = returnTo === null ? null : { address: returnTo, state: null }
    return { Url: upstream && signOutTicketUrl(tenant, upstream, after) }
  })
}

type Asked = Pick<Call<'logout'>, 'actor' | 'by' | 'request' | 'reply'>

const tokenOf = (tenant: Tenant, { actor, request }: Asked): Promise<AccessToken | null> =>
  actor.sessionMac === null ? verifyAccessToken(tenant, bearerOf(request) ?? '') : Promise.resolve(null)

/** Ends the session or token that the call came with; gives the session at an identity provider that should end as well. */
async function end(
  tenant: Tenant,
  { actor, by, request, reply }: Asked,
  token: AccessToken | null,
): Promise<Upstream | null> {
  const sessionMac = actor.sessionMac ?? token?.authorization?.session_mac ?? null
  const upstream = sessionMac === null ? null : await upstreamOf(tenant, sessionMac)
  if (sessionMac !== null) await endSession(tenant, sessionMac)
  // The token is dead afterwards (contract.md 2.13)
  if (token !== null) await revokeToken(tenant, token.tokenId)
  await tenant.events.record(by, { type: 'Cloud.Core.Logout' })
  takeSessionAway({ tenant, request, reply })
  return upstream
}
