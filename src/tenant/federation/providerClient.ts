import { decodeJwt } from 'jose'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  ClientSecretBasic,
  ClientSecretPost,
  clockTolerance,
  Configuration,
  customFetch,
  fetchUserInfo,
} from 'openid-client'
import type { Outbound, OutboundRequest } from '#platform/outbound/outbound.ts'
import { verifyForeignToken } from '#platform/verifyToken.ts'
import type { Tenant } from '../tenant.ts'
import { withUserInfo, type Claims } from './claims.ts'
import { cannotSignIn, FederationFault } from './federationFault.ts'
import { providerFault } from './providerFault.ts'
import type { ProviderKeys } from './providerKeys.ts'
import { algorithmsOf, clientAuthenticationOf, type ProviderMetadata } from './providerMetadata.ts'

/** Seconds by which the clock of an identity provider may differ from ours (RP-19). */
export const clockSkew = 60
/** Seconds after which an ID token is too old to let somebody in (RP-19). */
const oldest = 600

export type ProviderClient = {
  name: string
  metadata: ProviderMetadata
  clientId: string
  clientSecret: string
}

export type Secrets = { state: string; nonce: string; verifier: string | undefined }

/** Who came, as the identity provider says. */
export type WhoCame = { issuer: string; subject: string; claims: Claims }

export type Came = WhoCame & { idToken: string; provedAt: number | null }

type Asking = { tenant: Tenant; keys: ProviderKeys; client: ProviderClient }

type Redeeming = {
  answer: URLSearchParams
  callback: string
  secrets: Secrets
  /** Seconds since the person proved who they are, which the application asked for. */
  maxAge: number | null
}

/**
 * Redeems the code of an answer and judges the tokens (OpenID Connect Core §3.1.3.7). Where the issuer stands for several tenants, only the ID token
 * tells which one it is: it is judged again as one of that tenant, and the code is sent once. Throws FederationFault.
 */
export async function redeem(asking: Asking, redeeming: Redeeming): Promise<Came> {
  const { tenant, client } = asking
  const { issuer, issuerOfTenant, token_endpoint } = client.metadata
  if (!issuerOfTenant) return redeemFrom(asking, redeeming)
  let tokens: string | undefined
  const ask = async (address: string, request?: OutboundRequest) => {
    if (address !== token_endpoint) return tenant.outbound(address, request)
    if (tokens !== undefined) return new Response(tokens, { headers: { 'content-type': 'application/json' } })
    const reply = await tenant.outbound(address, request)
    if (reply.ok) tokens = await reply.clone().text()
    return reply
  }
  const outbound: Outbound = Object.assign(ask, { exceptionFor: tenant.outbound.exceptionFor })
  const once = { ...asking, tenant: { ...tenant, outbound } }
  try {
    return await redeemFrom(once, redeeming)
  } catch (error) {
    const own = issuerOfTenant.get(tenantIn(tokens))
    if (own === undefined || own === issuer) throw error
    return redeemFrom(
      { ...once, client: { ...client, metadata: { ...client.metadata, issuer: own } } },
      redeeming,
    )
  }
}

/** The `tid` of an ID token that nobody has judged yet; empty for what is none. */
function tenantIn(tokens: string | undefined): string {
  try {
    const { id_token } = JSON.parse(tokens ?? '') as { id_token: string }
    const { tid } = decodeJwt(id_token)
    return typeof tid === 'string' ? tid : ''
  } catch {
    return ''
  }
}

async function redeemFrom(asking: Asking, { answer, callback, secrets, maxAge }: Redeeming): Promise<Came> {
  const { client } = asking
  const config = configurationOf(asking)
  const tokens = await orFault(client, () =>
    authorizationCodeGrant(config, new URL(`${callback}?${answer.toString()}`), {
      expectedState: secrets.state,
      expectedNonce: secrets.nonce,
      ...(secrets.verifier === undefined ? {} : { pkceCodeVerifier: secrets.verifier }),
      idTokenExpected: true,
    }),
  )
  const idToken = tokens.id_token ?? ''
  const said = await verified(asking, idToken)
  const subject = said['sub'] as string
  const provedAt = proofIn(asking, said)
  holdProof(asking, { provedAt, maxAge })
  const { userinfo_endpoint: endpoint } = client.metadata
  const more = endpoint
    ? await orFault(client, () => fetchUserInfo(config, tokens.access_token, subject))
    : {}
  return { issuer: client.metadata.issuer, subject, claims: withUserInfo(said, more), idToken, provedAt }
}

/** With keys and algorithms that the metadata announces, and no others: RS256 where it announces none (FC-03). */
async function verified({ tenant, keys, client }: Asking, idToken: string): Promise<Claims> {
  const { metadata, clientId } = client
  const now = tenant.clock()
  const payload = await orFault(client, () =>
    verifyForeignToken(idToken, {
      keyOf: keys.keyOf(metadata.jwks_uri),
      algorithms: algorithmsOf(metadata),
      issuer: metadata.issuer,
      audience: clientId,
      requiredClaims: ['sub', 'iat', 'exp', 'nonce'],
      clockSkew,
      now,
    }),
  )
  const { azp } = payload
  if (metadata.issuerOfTenant && metadata.issuerOfTenant.get(String(payload['tid'])) !== metadata.issuer)
    throw new FederationFault('tokenTrusted', {
      text: cannotSignIn(client.name),
      expected: `The tid of a tenant that is listed, and its issuer`,
      seen: 'Its tid is another tenant than its issuer',
      cure: 'Only the tenants that are listed under Required claims, as tid, sign in here.',
    })
  // OpenID Connect Core §3.1.3.7: whom a token was given to is this client, where it says so
  if (azp !== undefined && azp !== clientId)
    throw new FederationFault('tokenTrusted', {
      text: cannotSignIn(client.name),
      expected: `An ID token for ${clientId}`,
      seen: 'Its azp is another client',
      cure: 'Let the identity provider give this client an ID token of its own.',
    })
  const { iat = 0, sub = '' } = payload
  const ahead = Math.round(iat - now / 1000)
  if (ahead > clockSkew || -ahead > oldest)
    throw new FederationFault('tokenFresh', {
      text: cannotSignIn(client.name),
      expected: `An ID token of the last ${oldest / 60} minutes, and at most ${clockSkew} seconds ahead`,
      seen: `Its iat is ${Math.abs(ahead)} seconds ${ahead > 0 ? 'ahead of' : 'behind'} the clock here`,
      cure: 'Set the clock of the identity provider or of this server: both should follow NTP.',
    })
  if (sub === '' || sub.length > longestSubject)
    throw new FederationFault('subjectNamed', {
      text: cannotSignIn(client.name),
      expected: `A sub of 1 to ${longestSubject} characters`,
      seen: `${sub.length} characters`,
    })
  return payload
}

/** OpenID Connect Core §2. */
const longestSubject = 255

/** When the person proved who they are, in whole seconds; null where nothing is said. What is no time yet would pass for recent for ever. */
function proofIn({ tenant, client }: Asking, { auth_time: said }: Claims): number | null {
  if (said === undefined) return null
  const latest = tenant.clock() / 1000 + clockSkew
  if (typeof said === 'number' && said >= 0 && said <= latest) return Math.floor(said)
  throw new FederationFault('tokenFresh', {
    text: cannotSignIn(client.name),
    expected: `An auth_time in seconds since 1970, at most ${clockSkew} seconds ahead`,
    seen: typeof said === 'number' ? `An auth_time of ${said}` : 'An auth_time that is no number',
    cure: 'Let the identity provider send auth_time in seconds, and set its clock: both should follow NTP.',
  })
}

/** FC-06: the application asked how long ago the person proved who they are; that has to be true where they did it. */
function holdProof(
  { tenant, client }: Asking,
  { provedAt, maxAge }: { provedAt: number | null; maxAge: number | null },
): void {
  if (maxAge === null) return
  const ago = provedAt === null ? null : tenant.clock() / 1000 - provedAt
  if (ago !== null && ago <= maxAge + clockSkew) return
  throw new FederationFault('provedRecently', {
    text: `The application asks you to prove again who you are, and ${client.name} did not say that you did. Sign out there and try again.`,
    expected: `An auth_time of the last ${maxAge} seconds`,
    seen: ago === null ? 'No auth_time' : `An auth_time of ${Math.round(ago)} seconds ago`,
    cure: 'The identity provider has to support prompt=login and max_age, and to send auth_time.',
  })
}

/** A new one for each sign-in: nothing of one is left for the next. */
export function configurationOf({ tenant, client }: Pick<Asking, 'tenant' | 'client'>): Configuration {
  const { clientId, clientSecret } = client
  const { issuerOfTenant: _, ...metadata } = client.metadata
  const config = new Configuration(
    metadata,
    clientId,
    { [clockTolerance]: clockSkew },
    clientAuthenticationOf(metadata) === 'client_secret_post'
      ? ClientSecretPost(clientSecret)
      : ClientSecretBasic(clientSecret),
  )
  config[customFetch] = (url, { method, headers, body, signal }) =>
    tenant.outbound(url, {
      method,
      headers,
      body,
      signal: signal ?? undefined,
    })
  if (Object.values(metadata).some((value) => typeof value === 'string' && value.startsWith('http:')))
    allowInsecureRequests(config) // loopback alone passes the metadata's own rule
  return config
}

async function orFault<Result>(client: ProviderClient, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof FederationFault) throw error
    throw providerFault(client, error)
  }
}
