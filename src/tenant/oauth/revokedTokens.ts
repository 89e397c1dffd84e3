import { sql, type Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import type { Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { longestLife } from './lifetimes.ts'

/** Ends an access token before its time, by its jti. */
export async function revokeToken(tenant: Tenant, tokenId: string): Promise<void> {
  await tenant.database.write((tx) =>
    tx
      .insertInto('revoked_token')
      .values({ token_id: tokenId, expires_at: tenant.clock() + longestLife })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
}

/** Whether a token was revoked, and who has the secret that it was given for; null when that was replaced or revoked, or has expired. */
export async function endsOf(
  tenant: Tenant,
  { tokenId, secretId }: { tokenId: string; secretId: string | null },
): Promise<{ revoked: boolean; secretOwner: string | null }> {
  const rows = await ends(tenant.database.read, tokenId, secretId ?? '')
  const secret = rows.find(({ owner_id }) => owner_id !== null)
  return {
    revoked: rows.some(({ owner_id }) => owner_id === null),
    secretOwner: secret && isUnexpired(tenant, secret.expires_at) ? secret.owner_id : null,
  }
}

export const isUnexpired = ({ clock }: Pick<Tenant, 'clock'>, expiresAt: number | null) =>
  expiresAt === null || expiresAt > clock()

/** One query for both, because every use of a token asks it. */
const ends = prepared((db: Kysely<Tables>, tokenId, secretId) =>
  db
    .selectFrom('revoked_token')
    .select([sql<string | null>`cast(null as text)`.as('owner_id'), 'expires_at'])
    .where('token_id', '=', tokenId)
    .unionAll(
      db
        .selectFrom('credential')
        .select([sql<string | null>`owner_id`.as('owner_id'), sql<number>`expires_at`.as('expires_at')])
        .where('id', '=', secretId),
    ),
)
