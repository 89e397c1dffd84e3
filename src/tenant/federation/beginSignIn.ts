import { buildAuthorizationUrl, calculatePKCECodeChallenge } from 'openid-client'
import { randomToken } from '#platform/secret.ts'
import { claimsScope } from './claimsScope.ts'
import { cannotSignIn, FederationFault } from './federationFault.ts'
import { configurationOf } from './providerClient.ts'
import { redirectUrlOf, type Providers, type Ready } from './providers.ts'
import { giveBegun, secretsOf } from './signInCookie.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Tenant } from '../tenant.ts'

type Browser = { tenant: Tenant; request: FastifyRequest; reply: FastifyReply }

type Asked = {
  identityProvider: string
  /** The way back to the authorization endpoint. */
  path: string
  expected: string | null
  /** What the person typed. */
  name: string
}

/**
 * Where the browser goes to sign in: an authorization request with state, nonce and PKCE, of which the browser keeps the other half (RP-01).
 * Throws FederationFault.
 */
export async function beginSignIn(
  browser: Browser,
  providers: Providers,
  { identityProvider, path, expected, name }: Asked,
): Promise<{ address: string; provider: string }> {
  const ready = await providers.active(identityProvider)
  return leaveFor(browser, ready, { path, expected, name, test: null })
}

/** A test sign-in: the same request, and nobody is signed in by its answer. Throws FederationFault. */
export const beginTest = (browser: Browser, ready: Ready, test: string) =>
  leaveFor(browser, ready, { path: '', expected: null, name: '', test })

async function leaveFor(
  browser: Browser,
  { stored, client }: Ready,
  { path, expected, name, test }: Omit<Asked, 'identityProvider'> & { test: string | null },
): Promise<{ address: string; provider: string }> {
  const { tenant } = browser
  const identityProvider = stored.row.id
  const { pkce } = stored.config.inboundMetadata
  const secret = randomToken()
  const { state, nonce, verifier } = secretsOf(tenant, secret)
  const { prompt, maxAge } = wishIn(path)
  const address = buildAuthorizationUrl(configurationOf({ tenant, client }), {
    response_type: 'code',
    redirect_uri: redirectUrlOf(tenant, identityProvider),
    scope: claimsScope(client.metadata.scopes_supported),
    state,
    nonce,
    ...(pkce
      ? { code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }
      : {}),
    ...(prompt === null ? {} : { prompt }),
    ...(maxAge === null ? {} : { max_age: String(maxAge) }),
    ...(name === '' ? {} : { login_hint: name }),
  })
  const kept = giveBegun(browser, { secret, begun: { identityProvider, path, expected, maxAge, pkce, test } })
  if (kept) return { address: address.href, provider: client.name }
  throw new FederationFault('requestKept', {
    text: cannotSignIn(client.name),
    expected: 'A request of the application that fits into a cookie',
    seen: `${path.length} characters`,
    cure: 'Let the application send a shorter state.',
  })
}

/** What the application asks of the sign-in goes upstream: asking again means that the person proves it now (FC-06). */
function wishIn(path: string): { prompt: string | null; maxAge: number | null } {
  const query = new URLSearchParams(path.slice(path.indexOf('?') + 1))
  const prompts = (query.get('prompt') ?? '').split(' ')
  const again = prompts.includes('login')
  const sent = /^\d{1,9}$/.exec(query.get('max_age') ?? '')?.[0]
  return {
    prompt: prompts.filter((each) => each === 'login' || each === 'select_account').join(' ') || null,
    maxAge: again ? 0 : sent === undefined ? null : Number(sent),
  }
}
