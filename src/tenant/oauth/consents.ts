import type { Tenant } from '../tenant.ts'
import { scopesOf } from './scopes.ts'

type Parties = { applicationId: string; userId: string; clientId: string }

/** The scopes that a person agreed to give this client of this application (AS-16). */
export async function consentedScopes(
  { database }: Tenant,
  { applicationId, userId, clientId }: Parties,
): Promise<string[]> {
  const row = await database.read
    .selectFrom('consent')
    .select('scope')
    .where('application_id', '=', applicationId)
    .where('user_id', '=', userId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  return scopesOf(row?.scope ?? null) ?? []
}

/** Remembers what was allowed of what was asked. What was agreed before and not asked now stays. */
export async function rememberConsent(
  tenant: Tenant,
  parties: Parties,
  { asked, allowed }: { asked: readonly string[]; allowed: readonly string[] },
): Promise<void> {
  const before = await consentedScopes(tenant, parties)
  const kept = before.filter((scope) => !asked.includes(scope))
  const row = { scope: [...kept, ...allowed].join(' '), given_at: tenant.clock() }
  await tenant.database.write((tx) =>
    tx
      .insertInto('consent')
      .values({
        application_id: parties.applicationId,
        user_id: parties.userId,
        client_id: parties.clientId,
        ...row,
      })
      .onConflict((conflict) => conflict.columns(['application_id', 'user_id', 'client_id']).doUpdateSet(row))
      .execute(),
  )
}
