import { decodeProtectedHeader, jwtVerify, type CryptoKey, type JWTPayload } from 'jose'

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

/**
 * The claims of a token that is signed with RS256 by one of our keys, of the right kind, complete and not expired; else null. The library by
 * itself accepts tokens without `exp` and any issuer (F11), so nothing else in the servers verifies tokens.
 */
export async function verifyToken(
  token: string,
  { keyOf, type, requiredClaims, issuer, audience, now, mayBeExpired = false }: Expected,
): Promise<JWTPayload | null> {
  try {
    const { kid } = decodeProtectedHeader(token)
    const key = kid === undefined ? undefined : await keyOf(kid)
    if (!key) return null
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['RS256'],
      typ: type,
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat', ...requiredClaims],
      clockTolerance: mayBeExpired ? Number.MAX_SAFE_INTEGER : leeway,
      currentDate: new Date(now),
      ...(issuer === undefined ? {} : { issuer }),
      ...(audience === undefined ? {} : { audience }),
    })
    const fromTheFuture = (payload.iat ?? Infinity) > now / 1000 + leeway
    return fromTheFuture || typeof payload.sub !== 'string' || payload.sub === '' ? null : payload
  } catch {
    return null
  }
}
