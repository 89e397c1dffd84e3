import type { Transaction } from 'kysely'
import { readStored } from '#schema/category.ts'
import { authentication } from '#schema/identityProvider/authentication.ts'
import type { Tables } from '../store/tables.ts'

/** When somebody who came through an identity provider has to sign in again, in milliseconds; null for who signed in here. */
export async function signInAgainAfter(
  tx: Transaction<Tables>,
  authorizationId: string,
): Promise<number | null> {
  const found = await tx
    .selectFrom('authorization')
    .innerJoin('login_session', 'login_session.session_mac', 'authorization.session_mac')
    .innerJoin('identity_provider', 'identity_provider.id', 'login_session.identity_provider_id')
    .where('authorization.id', '=', authorizationId)
    .select(['login_session.created_at as at', 'identity_provider.config'])
    .executeTakeFirst()
  if (!found) return null
  const stored = readStored([authentication], JSON.parse(found.config) as Record<string, unknown>)
  return found.at + stored.authentication.signInAgainAfter * 1000
}
