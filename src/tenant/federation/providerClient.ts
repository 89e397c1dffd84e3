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

/** Redeems the code of an answer and judges the tokens (OpenID Connect Core §3.1.3.7). Throws FederationFault. */
export async function redeem(
  asking: Asking,
  {
    answer,
    callback,
    secrets,
    maxAge,
  }: {
    answer: URLSearchParams
    callback: string
    secrets: Secrets
    /** Seconds since the person proved who they are, which the application asked for. */
    maxAge: number | null
  },
): Promise<Came> {
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
  const provedAt = typeof said['auth_time'] === 'number' ? said['auth_time'] : null
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
  const { metadata, clientId, clientSecret } = client
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
