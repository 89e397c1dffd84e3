import { decodeJwt } from 'jose'
import { originOfToken } from '../oauth/issue/tokenId.ts'
import type { Tenant } from '../tenant.ts'

/** When the secret expires that a token was given for. Null where it does not, and where the token is of another tenant, which does not tell. */
export async function secretExpiry(
  { url, database }: Tenant,
  { server, token }: { server: string; token: string },
): Promise<number | null> {
  if (server !== new URL(url).origin) return null
  const secretId = secretIn(token)
  if (secretId === null) return null
  const row = await database.read
    .selectFrom('credential')
    .select('expires_at')
    .where('id', '=', secretId)
    .executeTakeFirst()
  return row?.expires_at ?? null
}

/** Null for an opaque token, which tells nothing. */
function secretIn(token: string): string | null {
  try {
    return originOfToken(decodeJwt(token).jti ?? '').given?.secretId ?? null
  } catch {
    return null
  }
}
