import { mac } from '#platform/mac.ts'
import { randomToken } from '#platform/secret.ts'
import { longestSession } from '../directory/loginSession.ts'
import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'

const lifetime = 60_000
/** A code is remembered as long as the session that gave it can last: signing out with its token has to find that session. */
const remembered = longestSession

type NewCode = Omit<Row<'authorization_code'>, 'code_mac' | 'expires_at' | 'consumed_at' | 'token_id'>

/** Makes a code and keeps only its mac (F3). */
export async function makeCode(tenant: Tenant, code: NewCode): Promise<string> {
  const value = randomToken()
  const now = tenant.clock()
  await tenant.database.write(async (tx) => {
    await tx
      .deleteFrom('authorization_code')
      .where('expires_at', '<', now - remembered)
      .execute()
    await tx
      .insertInto('authorization_code')
      .values({
        ...code,
        code_mac: macOf(tenant, value),
        expires_at: now + lifetime,
        consumed_at: null,
        token_id: null,
      })
      .execute()
  })
  return value
}

export const findCode = async (tenant: Tenant, value: string): Promise<Row<'authorization_code'> | null> =>
  (await tenant.database.read
    .selectFrom('authorization_code')
    .selectAll()
    .where('code_mac', '=', macOf(tenant, value))
    .executeTakeFirst()) ?? null

/** True for exactly one caller (F2, AS-04), whose token it is then. */
export async function consumeCode(tenant: Tenant, codeMac: string, tokenId: string): Promise<boolean> {
  const result = await tenant.database.write((tx) =>
    tx
      .updateTable('authorization_code')
      .set({ consumed_at: tenant.clock(), token_id: tokenId })
      .where('code_mac', '=', codeMac)
      .where('consumed_at', 'is', null)
      .executeTakeFirst(),
  )
  return result.numUpdatedRows === 1n
}

/** The login session through which an access token was got; null for a program's own token. */
export async function sessionOfToken(tenant: Tenant, tokenId: string): Promise<string | null> {
  const row = await tenant.database.read
    .selectFrom('authorization_code')
    .select('session_mac')
    .where('token_id', '=', tokenId)
    .executeTakeFirst()
  return row?.session_mac ?? null
}

const macOf = (tenant: Tenant, value: string) => mac(tenant.keys, 'authorization-code', value)
