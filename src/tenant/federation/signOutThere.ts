import { buildEndSessionUrl } from 'openid-client'
import { seal, SealBroken, unseal } from '#platform/seal.ts'
import { minutes } from '#schema/duration.ts'
import { beganThrough } from '../directory/loginSession.ts'
import type { Tenant } from '../tenant.ts'
import { FederationFault } from './federationFault.ts'
import { configurationOf, type Came } from './providerClient.ts'
import { postLogoutUrlOf, type Providers } from './providers.ts'
import { readIdentityProvider, type StoredIdentityProvider } from './readIdentityProvider.ts'

// Single logout: a session that began at an identity provider ends there as well, once it has ended here (FC-15).

/** Letters of an ID token that is kept as a hint: it goes back in an address, and those have an end. */
const longestHint = 6000

/** The ID token of who came, where it is needed to sign them out. */
export const hintToKeep = (
  { config }: Pick<StoredIdentityProvider, 'config'>,
  { idToken }: Pick<Came, 'idToken'>,
): string | null => (config.outboundMetadata.singleLogout && idToken.length <= longestHint ? idToken : null)

/** The session at an identity provider that goes with one here. */
export type Upstream = { identityProvider: string; sessionMac: string; userId: string; ended: boolean }

/** The one that has to end as well; null where nobody asked for it, or the identity provider was turned off (RP-14). */
export async function upstreamOf(tenant: Tenant, sessionMac: string): Promise<Upstream | null> {
  const began = await beganThrough(tenant, sessionMac)
  if (!began) return null
  const stored = await readIdentityProvider(tenant.database.read, began.identityProvider)
  if (!stored?.config.settings.active || !stored.config.outboundMetadata.singleLogout) return null
  const { identityProvider, userId, ended } = began
  return { identityProvider, sessionMac, userId, ended }
}

/** Where an application wants the person to be afterwards: a registered address, and the application's own state. */
export type After = { address: string; state: string | null }

export type Leaving = {
  upstream: Pick<Upstream, 'identityProvider' | 'sessionMac'>
  after: After | null
  /** Whether the address has the ID token: whoever sees it reads what the identity provider says of the person. */
  hinted: boolean
}

/** The address of the identity provider that ends the session there (OpenID Connect RP-Initiated Logout §2). Throws FederationFault. */
export async function signOutAddress(
  tenant: Tenant,
  providers: Providers,
  { upstream, after, hinted }: Leaving,
): Promise<string> {
  const { identityProvider: id, sessionMac } = upstream
  const { stored, client } = await providers.active(id)
  if (client.metadata.end_session_endpoint === undefined)
    throw new FederationFault('singleLogoutOffered', {
      text: `${client.name} offers no way to be signed out from here.`,
      expected: 'Metadata with end_session_endpoint',
      seen: 'There is none',
      cure: 'Switch Single logout off under Outbound Metadata, or let the identity provider offer it.',
    })
  const idToken = hinted ? ((await beganThrough(tenant, sessionMac))?.idToken ?? null) : null
  return buildEndSessionUrl(configurationOf({ tenant, client }), {
    ...(idToken === null ? {} : { id_token_hint: idToken }),
    ...(stored.config.outboundMetadata.returnsToApplication ? direct(after) : byUs(tenant, id, after)),
  }).href
}

/** The seed's Post-logout redirect: the address of the application itself is registered there. */
const direct = (after: After | null): Record<string, string> =>
  after === null
    ? {}
    : {
        post_logout_redirect_uri: after.address,
        ...(after.state === null ? {} : { state: after.state }),
      }

/** What comes back says where to go on. It is sealed: the identity provider learns nothing of the application. */
const byUs = (tenant: Tenant, id: string, after: After | null): Record<string, string> => ({
  post_logout_redirect_uri: postLogoutUrlOf(tenant, id),
  ...(after === null ? {} : { state: sealed(tenant, afterOf(id), after) }),
})

const lasts = minutes(10) * 1000
const afterOf = (id: string) => ({ signOut: 'after', identityProvider: id })

/** Where somebody goes on who comes back from an identity provider; null for nowhere. */
export const readAfter = (tenant: Tenant, id: string, state: string): After | null =>
  opened(tenant, afterOf(id), state) as After | null

type Ticket = { sessionMac: string; after: After | null }
const ticketOf = (id: string) => ({ signOut: 'ticket', identityProvider: id })

/**
 * For a program that signed somebody out, and whose browser has to go on: the page that takes it to the identity provider. The program itself can open
 * it too, as often as it likes, so the ID token is for the browser that had the session.
 */
export const signOutTicketUrl = (tenant: Tenant, upstream: Upstream, after: After | null): string =>
  `${tenant.url}/Federation/${upstream.identityProvider}/SignOut?${new URLSearchParams({
    ticket: sealed(tenant, ticketOf(upstream.identityProvider), { sessionMac: upstream.sessionMac, after }),
  }).toString()}`

export const readTicket = (tenant: Tenant, id: string, ticket: string): Ticket | null =>
  opened(tenant, ticketOf(id), ticket) as Ticket | null

const sealed = ({ keys, clock }: Tenant, place: Record<string, string>, value: After | Ticket) =>
  seal(keys, JSON.stringify({ value, until: clock() + lasts }), place)

function opened({ keys, clock }: Tenant, place: Record<string, string>, text: string): unknown {
  try {
    const { value, until } = JSON.parse(unseal(keys, text, place)) as { value: unknown; until: number }
    return until > clock() ? value : null
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}
