import type { Transaction } from 'kysely'
import { mac } from '#platform/mac.ts'
import { randomToken } from '#platform/secret.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { whatWasAllowed, type Allowed } from './authorizations.ts'

const lifetime = 60_000

export type NewCode = {
  authorizationId: string
  redirectUri: string
  nonce: string | null
  codeChallenge: string | null
}

/** Makes a code and keeps only its mac (F3). */
export async function insertCode(tx: Transaction<Tables>, tenant: Tenant, code: NewCode): Promise<string> {
  const value = randomToken()
  await tx
    .insertInto('authorization_code')
    .values({
      code_mac: macOf(tenant, value),
      authorization_id: code.authorizationId,
      redirect_uri: code.redirectUri,
      nonce: code.nonce,
      code_challenge: code.codeChallenge,
      expires_at: tenant.clock() + lifetime,
      consumed_at: null,
    })
    .execute()
  return value
}

/** A code with the authorization that it stands for. */
export type FoundCode = Row<'authorization_code'> & Allowed

export const findCode = async (tenant: Tenant, value: string): Promise<FoundCode | null> =>
  (await tenant.database.read
    .selectFrom('authorization_code')
    .innerJoin('authorization', 'authorization.id', 'authorization_code.authorization_id')
    .selectAll('authorization_code')
    .select(whatWasAllowed)
    .where('code_mac', '=', macOf(tenant, value))
    .executeTakeFirst()) ?? null

/** True for exactly one caller (F2, AS-04). */
export async function consumeCode(tx: Transaction<Tables>, codeMac: string, at: number): Promise<boolean> {
  const result = await tx
    .updateTable('authorization_code')
    .set({ consumed_at: at })
    .where('code_mac', '=', codeMac)
    .where('consumed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

const macOf = (tenant: Tenant, value: string) => mac(tenant.keys, 'authorization-code', value)
