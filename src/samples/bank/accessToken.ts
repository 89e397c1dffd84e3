import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose'

/** What the Bank was told when its application was made in the tenant: two texts, and everything else is found from the first. */
export type Trusted = {
  /** Of the application, not of the tenant: `{tenant}/{Application ID}/.well-known/openid-configuration`. */
  metadataUrl: string
  /** The client ID that tokens for the Bank are issued to. */
  audience: string
}

/** Without a code where no token came (RFC 6750 §3.1). */
export type Refusal = {
  status: 401 | 403
  error?: 'invalid_token' | 'insufficient_scope'
  why: string
}
export type Caller = { userId: string; userName: string; scopes: string[] }

/** Checks access tokens as a resource server has to: signature, issuer, audience, kind, times, and then the scope of the API that is called. */
export function tokenChecker(trusted: Trusted) {
  let found: Promise<{ issuer: string; keys: JWTVerifyGetKey }> | undefined

  return async (authorization: string | undefined, neededScope: string): Promise<Caller | Refusal> => {
    const token = /^Bearer ([^ ]+)$/i.exec(authorization ?? '')?.[1]
    if (token === undefined) return { status: 401, why: 'send an access token as Authorization: Bearer' }
    if (token.split('.').length !== 3) return invalid('an opaque token cannot be checked here')
    found ??= find(trusted.metadataUrl)
    const { issuer, keys } = await found.catch((error: unknown) => {
      // The next request tries again
      found = undefined
      throw error
    })
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: trusted.audience,
        algorithms: ['RS256'],
        typ: 'at+jwt',
        requiredClaims: ['sub', 'exp', 'iat', 'scope'],
        clockTolerance: 30,
      })
      if ((payload.iat ?? 0) * 1000 > Date.now() + 30_000) return invalid('the token is from the future')
      const { scope } = payload
      const scopes = typeof scope === 'string' ? scope.split(' ') : []
      if (!scopes.includes(neededScope))
        return {
          status: 403,
          error: 'insufficient_scope',
          why: `this needs the scope ${neededScope}, the token has ${scopes.join(' ')}`,
        }
      const { sub = '', unique_name: name } = payload
      return { userId: sub, userName: typeof name === 'string' ? name : '', scopes }
    } catch (error) {
      return invalid(error instanceof Error ? error.message : 'the token cannot be checked')
    }
  }
}

/** The issuer has to be the address that the metadata stand at, byte for byte, slash included: else somebody else's keys would count. */
async function find(metadataUrl: string): Promise<{ issuer: string; keys: JWTVerifyGetKey }> {
  const reply = await fetch(metadataUrl, { redirect: 'error', signal: AbortSignal.timeout(5000) })
  if (!reply.ok) throw new Error(`${metadataUrl} answers ${reply.status}`)
  const { issuer, jwks_uri } = (await reply.json()) as { issuer: string; jwks_uri: string }
  if (`${issuer}.well-known/openid-configuration` !== metadataUrl)
    throw new Error(`The metadata at ${metadataUrl} are of the issuer ${issuer}`)
  // Keeps the keys, and fetches them again for a key ID that it does not know
  return { issuer, keys: createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: 5000 }) }
}

const invalid = (why: string): Refusal => ({ status: 401, error: 'invalid_token', why })
