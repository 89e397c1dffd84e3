import { decodeProtectedHeader, jwtVerify, type CryptoKey, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import { Recent } from '#schema/recent.ts'

export type Expected = {
  /** Finds the public key by the name in the header; a token without a known name is refused (TK-04). */
  keyOf: (kid: string) => Promise<CryptoKey | undefined>
  /** The `typ` of the header, so that no kind of token passes as another (RFC 8725 §3.11). */
  type: string
  requiredClaims: string[]
  issuer?: string
  audience?: string
  /** Milliseconds. */
  now: number
  /** Only who it was issued for counts, as with a hint. */
  mayBeExpired?: boolean
}

const leeway = 30

type Verified = { claims: Readonly<JWTPayload>; kid: string; key: CryptoKey; as: string }

/**
 * Programs and the console send the same token with every request, and checking its signature costs more than the rest of a small call. So
 * what passed is remembered.
 */
const verified = new Recent<Verified>(1000)

/**
 * The claims of a token that is signed with RS256 by one of our keys, of the right kind, complete and not expired; else null. The library by
 * itself accepts tokens without `exp` and any issuer (F11), so nothing else in the servers verifies tokens. Of a token that passed before, the key
 * and the time are looked at again.
 */
export async function verifyToken(token: string, expected: Expected): Promise<Readonly<JWTPayload> | null> {
  const known = verified.get(token)
  if (known && known.as === kindOf(expected) && known.key === (await expected.keyOf(known.kid)))
    return isInTime(known.claims, expected) ? known.claims : null
  const fresh = await verify(token, expected)
  if (fresh && !expected.mayBeExpired) verified.set(token, fresh)
  return fresh?.claims ?? null
}

/** What a token passed for. */
const kindOf = ({ type, requiredClaims, issuer, audience }: Expected) =>
  JSON.stringify([type, issuer, audience, requiredClaims])

const isInTime = ({ exp, iat }: JWTPayload, { now, mayBeExpired }: Expected) =>
  (mayBeExpired || (exp ?? 0) > now / 1000 - leeway) && (iat ?? Infinity) <= now / 1000 + leeway

async function verify(token: string, expected: Expected): Promise<Verified | null> {
  const { keyOf, type, requiredClaims, issuer, audience, now, mayBeExpired = false } = expected
  try {
    const { kid } = decodeProtectedHeader(token)
    const key = kid === undefined ? undefined : await keyOf(kid)
    if (kid === undefined || !key) return null
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['RS256'],
      typ: type,
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat', ...requiredClaims],
      clockTolerance: mayBeExpired ? Number.MAX_SAFE_INTEGER : leeway,
      currentDate: new Date(now),
      ...(issuer === undefined ? {} : { issuer }),
      ...(audience === undefined ? {} : { audience }),
    })
    if (!isInTime(payload, expected) || typeof payload.sub !== 'string' || payload.sub === '') return null
    return { claims: Object.freeze(payload), kid, key, as: kindOf(expected) }
  } catch {
    return null
  }
}

type ExpectedForeign = {
  /** Finds the key that the header names among those of the issuer. */
  keyOf: JWTVerifyGetKey
  /** What the issuer announces, and never `none` or one with a shared secret. */
  algorithms: string[]
  issuer: string
  audience: string
  requiredClaims: string[]
  /** Seconds by which the clocks may differ. */
  clockSkew: number
  /** Milliseconds. */
  now: number
}

/** The claims of an ID token that somebody else has signed. Throws the errors of jose, which say what is wrong with it. */
export async function verifyForeignToken(
  token: string,
  { keyOf, algorithms, issuer, audience, requiredClaims, clockSkew, now }: ExpectedForeign,
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, keyOf, {
    algorithms: algorithms.filter(isPublicKeyAlgorithm),
    issuer,
    audience,
    requiredClaims,
    clockTolerance: clockSkew,
    currentDate: new Date(now),
  })
  return payload
}

/** Never `none`, nor one whose key both sides have. */
export const isPublicKeyAlgorithm = (name: string): boolean =>
  /^(?:RS|PS|ES)(?:256|384|512)$|^EdDSA$|^Ed25519$/.test(name)
