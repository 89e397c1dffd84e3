import type { Transaction } from 'kysely'
import { mac } from '#platform/mac.ts'
import { randomToken } from '#platform/secret.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { whatWasAllowed, type Allowed } from './authorizations.ts'
import { isUnexpired } from './revokedTokens.ts'

/** Makes a refresh token and keeps only its mac (F3). `expiresAt` stays the same along its line (AS-05). */
export async function insertRefreshToken(
  tx: Transaction<Tables>,
  tenant: Tenant,
  { authorizationId, expiresAt }: { authorizationId: string; expiresAt: number },
): Promise<string> {
  const value = randomToken()
  await tx
    .insertInto('refresh_token')
    .values({
      token_mac: macOf(tenant, value),
      authorization_id: authorizationId,
      created_at: tenant.clock(),
      expires_at: expiresAt,
      consumed_at: null,
    })
    .execute()
  return value
}

/** A refresh token with the authorization that it prolongs. */
export type FoundRefreshToken = Row<'refresh_token'> &
  Allowed & {
    /** False once the secret that the client proved itself with was replaced or revoked, or has expired. */
    secretLives: boolean
  }

export async function findRefreshToken(tenant: Tenant, value: string): Promise<FoundRefreshToken | null> {
  const found = await tenant.database.read
    .selectFrom('refresh_token')
    .innerJoin('authorization', 'authorization.id', 'refresh_token.authorization_id')
    .leftJoin('credential', 'credential.id', 'authorization.secret_id')
    .selectAll('refresh_token')
    .select(whatWasAllowed)
    .select(['credential.id as secret', 'credential.expires_at as secretExpiresAt'])
    .where('token_mac', '=', macOf(tenant, value))
    .executeTakeFirst()
  if (!found) return null
  const { secret, secretExpiresAt, ...row } = found
  const secretLives = row.secret_id === null || (secret !== null && isUnexpired(tenant, secretExpiresAt))
  return { ...row, secretLives }
}

/** True for exactly one caller (F2, NT-11). */
export async function consumeRefreshToken(
  tx: Transaction<Tables>,
  tokenMac: string,
  at: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('refresh_token')
    .set({ consumed_at: at })
    .where('token_mac', '=', tokenMac)
    .where('consumed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

const macOf = (tenant: Tenant, value: string) => mac(tenant.keys, 'refresh-token', value)
