import type { Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import { mac } from '#platform/mac.ts'
import { randomToken } from '#platform/secret.ts'
import type { Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'

type Claims = Record<string, unknown>

/** Makes an access token that says nothing by itself. The store knows its claims, and only its mac (F3). */
export async function makeOpaqueToken(
  tenant: Tenant,
  { claims, expiresAt }: { claims: Claims; expiresAt: number },
): Promise<string> {
  const value = randomToken()
  const row = { token_mac: macOf(tenant, value), claims: JSON.stringify(claims), expires_at: expiresAt }
  await tenant.database.write((tx) => tx.insertInto('opaque_token').values(row).execute())
  return value
}

/** The claims of a token that has not expired, or null. */
export async function claimsOfOpaqueToken(tenant: Tenant, value: string): Promise<Claims | null> {
  const [row] = await byMac(tenant.database.read, macOf(tenant, value))
  return row && row.expires_at > tenant.clock() ? (JSON.parse(row.claims) as Claims) : null
}

const byMac = prepared((db: Kysely<Tables>, tokenMac) =>
  db.selectFrom('opaque_token').selectAll().where('token_mac', '=', tokenMac),
)

const macOf = (tenant: Tenant, value: string) => mac(tenant.keys, 'opaque-token', value)
