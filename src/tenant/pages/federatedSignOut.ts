import type { FastifyInstance, FastifyRequest } from 'fastify'
import { mac } from '#platform/mac.ts'
import { FederationFault } from '../federation/federationFault.ts'
import type { Providers } from '../federation/providers.ts'
import {
  readAfter,
  readTicket,
  signOutAddress,
  upstreamOf,
  type After,
  type Leaving,
  type Upstream,
} from '../federation/signOutThere.ts'
import type { Tenant } from '../tenant.ts'
import { html } from './html.ts'
import { sendPage } from './page.ts'
import { sessionIn } from './sessionCookie.ts'
import { signedOutPage } from './signOut.ts'
import type { Incoming } from './target.ts'

type Params = { Params: { id: string } }

/** Signing out at an identity provider: on the way there for a program's browser, and back from it (FC-15). Neither ends anything here. */
export function federatedSignOutPages(app: FastifyInstance, tenant: Tenant, providers: Providers): void {
  const config = { navigatedTo: true, withoutHead: true } as const
  app.get<Params>('/Federation/:id/SignOut', { config }, (request, reply) => {
    const { id } = request.params
    const ticket = readTicket(tenant, id, parameter(request.query, 'ticket'))
    if (!ticket) return signedOutPage(reply)
    const { sessionMac, after } = ticket
    return leaveToSignOut({ tenant, request, reply }, providers, {
      upstream: { identityProvider: id, sessionMac },
      after,
      hinted: sessionMacIn(tenant, request) === sessionMac,
    })
  })

  app.get<Params>('/Federation/:id/PostLogout', (request, reply) => {
    const after = readAfter(tenant, request.params.id, parameter(request.query, 'state'))
    return signedOutPage(reply, { goOn: after && withState(after) })
  })
}

const parameter = (query: unknown, name: string): string => {
  const value = (query as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : ''
}

/** The address at which an application goes on, with the state that it sent. */
export const withState = ({ address, state }: After): string =>
  state === null
    ? address
    : `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams({ state }).toString()}`

/** Takes the browser to the identity provider, after the session here has ended. One that does not answer keeps nobody here. */
export async function leaveToSignOut(
  { tenant, request, reply }: Incoming,
  providers: Providers,
  leaving: Leaving,
) {
  const { upstream, after } = leaving
  try {
    const address = await signOutAddress(tenant, providers, leaving)
    const title = 'Signed out here'
    const body = html`
      <h1>${title}</h1>
      <p>You are being taken to where you signed in, to sign you out there as well.</p>
      <p><a class="button" href="${address}">Continue</a></p>
    `
    return await sendPage(reply, { status: 200, title, body, goesOn: address })
  } catch (error) {
    if (!(error instanceof FederationFault)) throw error
    const { check, expected, seen, cure } = error
    const { identityProvider: id } = upstream
    const found = await tenant.database.read
      .selectFrom('identity_provider')
      .select('name')
      .where('id', '=', id)
      .executeTakeFirst()
    const name = found?.name ?? 'The identity provider'
    await tenant.strangerEvents.record(
      { id: null, name: '', ip: request.clientAddress, correlationId: request.id },
      {
        type: 'Cloud.Core.Logout',
        level: 'Warning',
        object: { type: 'identityProvider', id, name },
        detail: { check, expected, seen, ...(cure === '' ? {} : { cure }) },
      },
      id,
    )
    return signedOutPage(reply, { stillAt: name, goOn: after && withState(after) })
  }
}

/** The session at an identity provider that goes with the one of this browser, which may have been idle for too long. */
export async function upstreamIn(tenant: Tenant, request: FastifyRequest): Promise<Upstream | null> {
  const sessionMac = sessionMacIn(tenant, request)
  const found = sessionMac === null ? null : await upstreamOf(tenant, sessionMac)
  return found?.ended ? null : found
}

function sessionMacIn(tenant: Tenant, request: FastifyRequest): string | null {
  const value = sessionIn(tenant, request)
  return value ? mac(tenant.keys, 'login-session', value) : null
}
