import type { Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import type { Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { longestLife } from './authorizations.ts'

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

export const isRevoked = async (tenant: Tenant, tokenId: string): Promise<boolean> =>
  (await revoked(tenant.database.read, tokenId)).length > 0

const revoked = prepared((db: Kysely<Tables>, tokenId) =>
  db.selectFrom('revoked_token').select('token_id').where('token_id', '=', tokenId),
)
