import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  Configuration,
  customFetch,
  enableNonRepudiationChecks,
  tokenRevocation,
} from 'openid-client'
import { z } from 'zod'
import type { Keys } from '#platform/key.ts'
import { mac, sameText } from '#platform/mac.ts'
import type { OriginFetch } from '#platform/outbound/originFetch.ts'
import { randomToken } from '#platform/secret.ts'
import { api } from '#schema/api.ts'
import { rightPath, rights } from '#schema/right.ts'
import type { SignedIn, User } from './signedIn.ts'

/** What the console asks for. `console` opens the tenant API as far as the person's rights go. */
export const consoleScopes = 'openid console'

export type Client = { applicationId: string; clientId: string; clientSecret: string }

/** The bff as a client of the tenant: OpenID Connect, authorization code with PKCE. */
export type RelyingParty = {
  /**
   * Where somebody signs in. State, nonce and verifier follow from `secret`.
   * @param again whom the tenant asks also where somebody is signed in: the one who has to prove it, or anybody.
   */
  requestUrl(secret: string, again?: Again): Promise<URL>
  /** Whether this answers the request of the same `secret` (RFC 6749 §10.12). */
  isAnswer(answer: URLSearchParams, secret: string): boolean
  /**
   * Judges the answer to the request of the same `secret` and redeems its code. Throws `NotLetIn`, `NoAdministrator`, `OtherPerson`, `NotProven`,
   * `NoAnswer` or errors of openid-client, and revokes the token that then serves nobody.
   * @param forWhom headers that name the browser's address (forBrowser.ts): the tenant's log and limits are about the person.
   */
  redeem(answer: URLSearchParams, secret: string, forWhom: Headers, asked?: Asked): Promise<SignedIn>
  /** The whole flow without a browser, for somebody whose login session at the tenant we hold (contract.md 2.2). Throws like `redeem`. */
  signInAs(bearer: string, forWhom: Headers): Promise<SignedIn>
}

export type Again = { user: User; idToken: string | undefined } | 'anybody'

/** Who was asked to prove it again, and when (milliseconds). */
export type Asked = { userId: string; at: number }

type Headers = Record<string, string>

/** The tenant gave a token, but not one that the console can work with. */
export class NotLetIn extends Error {
  override readonly name = 'NotLetIn'
}

/** Whoever signed in has none of the rights that the console is for. */
export class NoAdministrator extends Error {
  override readonly name = 'NoAdministrator'
  readonly user: string

  constructor(user: string) {
    super(`${user} lacks ${rights.adminportallogin}`)
    this.user = user
  }
}

/** Somebody else proved who they are than the one who was asked. */
export class OtherPerson extends Error {
  override readonly name = 'OtherPerson'
  readonly user: string

  constructor(user: string) {
    super(`${user} is not the one who was asked`)
    this.user = user
  }
}

/** The tenant sent the right person back without asking: that was an earlier sign-in. */
export class NotProven extends Error {
  override readonly name = 'NotProven'
}

type Options = { tenantUrl: string; callbackUrl: string; client: Client; keys: Keys; ask: OriginFetch }

export function relyingParty({ tenantUrl, callbackUrl, client, keys, ask }: Options): RelyingParty {
  const config = configuration(tenantUrl, client, ask)
  const askFor = (forWhom: Headers): OriginFetch => {
    return (url, request) => ask(url, { ...request, headers: { ...request?.headers, ...forWhom } })
  }
  return { requestUrl, isAnswer, redeem, signInAs }

  async function requestUrl(secret: string, again?: Again): Promise<URL> {
    const { state, nonce, verifier } = secretsOf(keys, secret)
    return buildAuthorizationUrl(config, {
      redirect_uri: callbackUrl,
      scope: consoleScopes,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(again ? { prompt: 'login' } : {}),
      ...(again && again !== 'anybody' ? { login_hint: again.user.name } : {}),
      ...(again && again !== 'anybody' && again.idToken !== undefined
        ? { id_token_hint: again.idToken }
        : {}),
    })
  }

  function isAnswer(answer: URLSearchParams, secret: string): boolean {
    return sameText(answer.get('state') ?? '', secretsOf(keys, secret).state)
  }

  async function redeem(
    answer: URLSearchParams,
    secret: string,
    forWhom: Headers,
    asked?: Asked,
  ): Promise<SignedIn> {
    const { state, nonce, verifier } = secretsOf(keys, secret)
    const asking = askFor(forWhom)
    // One for each: it passes no further headers through, and would not know a key that was replaced a moment ago (TK-08)
    const own = configuration(tenantUrl, client, asking)
    const tokens = await authorizationCodeGrant(own, new URL(`${callbackUrl}?${answer.toString()}`), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    const { access_token: token, id_token: idToken, expires_in: tokenLifetime } = tokens
    const { sub: id = '', auth_time: provenAt } = tokens.claims() ?? {}
    try {
      const user = { id, ...(await namesOf(id, { token, tenantUrl, ask: asking })) }
      if (asked && asked.userId !== id) throw new OtherPerson(user.name)
      if (asked && provenAt !== undefined && (provenAt + clockSkew) * 1000 < asked.at) throw new NotProven()
      return { user, token, idToken, tokenLifetime }
    } catch (error) {
      await tokenRevocation(own, token).catch(() => undefined)
      throw error
    }
  }

  async function signInAs(bearer: string, forWhom: Headers): Promise<SignedIn> {
    const secret = randomToken()
    const reply = await askFor(forWhom)(await requestUrl(secret), {
      headers: { authorization: `Bearer ${bearer}`, 'x-idap-native-client': 'true' },
    })
    const [address, answer] = (reply.headers.get('location') ?? '').split('?', 2)
    if (address !== callbackUrl) throw new NotLetIn(`Authorize answered ${reply.status} without coming back`)
    return redeem(new URLSearchParams(answer), secret, forWhom)
  }
}

function configuration(
  tenantUrl: string,
  { applicationId, clientId, clientSecret }: Client,
  ask: OriginFetch,
): Configuration {
  const endpoint = (name: string) => `${tenantUrl}/OAuth2/${name}/${applicationId}`
  const config = new Configuration(
    {
      issuer: `${tenantUrl}/${applicationId}/`,
      authorization_endpoint: endpoint('Authorize'),
      token_endpoint: endpoint('Token'),
      revocation_endpoint: endpoint('Revoke'),
      jwks_uri: endpoint('Keys'),
    },
    clientId,
    { id_token_signed_response_alg: 'RS256' },
    // In the form: the vendor does not decode what OAuth libraries encode in Basic (contract.md 2.1).
    ClientSecretPost(clientSecret),
  )
  config[customFetch] = (url, { method, headers, body }) => ask(url, { method, headers, body: formOf(body) })
  enableNonRepudiationChecks(config)
  // Plain http is for loopback and for a tenant that the configuration names so.
  if (tenantUrl.startsWith('http:')) allowInsecureRequests(config)
  return config
}

/** Seconds by which the tenant's clock may be behind ours. */
const clockSkew = 60

const formOf = (body: unknown) => (body instanceof URLSearchParams ? body.toString() : undefined)

/** Known only to who holds the cookie with `secret` and to us: nothing of them needs to be kept. */
const secretsOf = (keys: Keys, secret: string) => ({
  state: mac(keys, 'bff sign-in state', secret),
  nonce: mac(keys, 'bff sign-in nonce', secret),
  verifier: mac(keys, 'bff sign-in verifier', secret),
})

/** Of the result the vendor publishes `User` alone (contract.md 2.13). */
const whoAmI = z.object({
  success: z.literal(true),
  Result: z.object({
    User: z.string(),
    UserId: z.string().nullish(),
    DisplayName: z.string().nullish(),
    // Ours: where a tenant does not say them, its calls are refused one by one
    Rights: z.array(z.string()).nullish(),
    SystemAdministrator: z.boolean().nullish(),
  }),
})

/** Also shows whether the token opens the tenant API, on which everything in the console stands. */
async function namesOf(
  id: string,
  { token, tenantUrl, ask }: { token: string; tenantUrl: string; ask: OriginFetch },
) {
  const reply = await ask(`${tenantUrl}${api.whoAmI.path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'x-idap-native-client': 'true' },
  })
  const answer = whoAmI.safeParse(await reply.json().catch(() => null))
  if (reply.status !== 200 || !answer.success) throw new NotLetIn(`WhoAmI answered ${reply.status}`)
  const { User: name, UserId, DisplayName, Rights, SystemAdministrator } = answer.data.Result
  if (UserId && UserId !== id) throw new NotLetIn('ID token and access token name different users')
  if (Rights && !SystemAdministrator && !Rights.includes(rightPath('adminportallogin')))
    throw new NoAdministrator(name)
  return { name, displayName: DisplayName || name }
}
