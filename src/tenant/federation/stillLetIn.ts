import type { Kysely } from 'kysely'
import type { Row, Tables } from '../store/tables.ts'
import { guarded } from './findAccount.ts'

/**
 * Somebody who came through an identity provider a moment ago, as all is now: null where it was turned off, the link was removed, or the account is nobody's
 * to have from elsewhere (RP-10, RP-14).
 */
export async function stillLetIn(
  db: Kysely<Tables>,
  { userId, identityProvider }: { userId: string; identityProvider: string },
): Promise<{ user: Row<'user'>; provider: { id: string; name: string } } | null> {
  const user = await db
    .selectFrom('user')
    .innerJoin('identity_link', 'identity_link.user_id', 'user.id')
    .selectAll('user')
    .where('user.id', '=', userId)
    .where('identity_link.identity_provider_id', '=', identityProvider)
    .executeTakeFirst()
  const provider = await db
    .selectFrom('identity_provider')
    .select(['id', 'name'])
    .where('id', '=', identityProvider)
    .where('active', '=', 1)
    .executeTakeFirst()
  return !user || !provider || 'denied' in (await guarded(db, user, true)) ? null : { user, provider }
}
