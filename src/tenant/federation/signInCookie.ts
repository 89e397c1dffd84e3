import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { cookiesByState, type CookiesByState } from '#platform/cookiesByState.ts'
import { mac } from '#platform/mac.ts'
import { seal, SealBroken, unseal } from '#platform/seal.ts'
import { minutes } from '#schema/duration.ts'
import { isUnprotected } from '#schema/plainHttp.ts'
import type { Tenant } from '../tenant.ts'

/** Milliseconds in which somebody comes back from an identity provider (RP-01). */
const lasts = minutes(10) * 1000
/** More tabs than anybody signs in with; their cookies stay below a third of what a request may carry. */
const mostAtOnce = 4
/** Bytes, packed: the request of the application is in it. */
const longest = 1500

/** What has to be known of a sign-in that was begun at an identity provider. The browser keeps it, sealed: a flood of them leaves nothing here. */
export type Begun = {
  identityProvider: string
  /** The way back to the authorization endpoint (pages/target.ts). */
  path: string
  /** The one who has to come, and nobody else. */
  expected: string | null
  /** Seconds since the person proved who they are, which the application asked for. */
  maxAge: number | null
  pkce: boolean
  /** The test sign-in that it is; null when somebody signs in. */
  test: string | null
  expiresAt: number
}

/** State, nonce and verifier follow from a secret that only the sealed cookie has. */
export const secretsOf = ({ keys }: Pick<Tenant, 'keys'>, secret: string) => ({
  state: mac(keys, 'federated sign-in state', secret),
  nonce: mac(keys, 'federated sign-in nonce', secret),
  verifier: mac(keys, 'federated sign-in verifier', secret),
})

type Browser = { tenant: Tenant; request: FastifyRequest; reply: FastifyReply }

/** Null when the application's request is too long to be kept. */
export function giveBegun(
  { tenant, request, reply }: Browser,
  { secret, begun }: { secret: string; begun: Omit<Begun, 'expiresAt'> },
): FastifyReply | null {
  const packed = deflateRawSync(JSON.stringify({ ...begun, expiresAt: tenant.clock() + lasts, secret }))
  if (packed.length > longest) return null
  const { state } = secretsOf(tenant, secret)
  const value = seal(tenant.keys, packed.toString('base64'), placeOf(state))
  return cookiesOf(tenant).give({ request, reply }, { state, value, seconds: lasts / 1000 })
}

/** What this browser holds of the sign-in of that state, and takes it away. Undefined for one that is not known here, or over. */
export function takeBegun(
  { tenant, request, reply }: Browser,
  state: string,
): (Begun & { secret: string }) | undefined {
  const cookies = cookiesOf(tenant)
  const sealed = cookies.held(request, state)
  if (sealed === undefined) return undefined
  cookies.take(reply, state)
  try {
    const packed = Buffer.from(unseal(tenant.keys, sealed, placeOf(state)), 'base64')
    const begun = JSON.parse(inflateRawSync(packed).toString()) as Begun & { secret: string }
    return begun.expiresAt > tenant.clock() && secretsOf(tenant, begun.secret).state === state
      ? begun
      : undefined
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}

const placeOf = (state: string) => ({ cookie: 'federated sign-in', state })

/** Lax: it has to come along when the identity provider, on another site, sends the browser back. `__Host-` needs Secure (RP-01). */
function cookiesOf({ url }: Tenant): CookiesByState {
  const secure = url.startsWith('https:')
  return cookiesByState({
    name: `${secure ? '__Host-' : ''}gatewright-federated`,
    options: { path: '/', httpOnly: true, secure: secure || !isUnprotected(url), sameSite: 'lax' },
    most: mostAtOnce,
  })
}
