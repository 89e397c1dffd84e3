import { decoyHash, verifySecret } from '#platform/password.ts'
import { nameKey } from '#schema/loginName.ts'
import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { countFailure, earlierFailures, forgetFailures } from './attemptLimit.ts'

export type SignIn = { name: string; password: string; source: string; correlationId: string }

export type PasswordOutcome =
  | { user: Row<'user'> }
  /** Why, for the event only: callers tell nothing apart (RL-03). */
  | { refused: string }
  /** Milliseconds until the next try is allowed. */
  | { wait: number }

/** Whether a name and password belong to somebody who may sign in. The same work is done for unknown names (CL-03). */
export async function checkPassword(
  tenant: Tenant,
  { name, password, source, correlationId }: SignIn,
): Promise<PasswordOutcome> {
  const attempt = { accountKey: `login ${nameKey(name)}`, source }
  const earlier = await earlierFailures(tenant, attempt)
  if (earlier.wait > 0) return { wait: earlier.wait }
  const user = await tenant.database.read
    .selectFrom('user')
    .selectAll()
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst()
  const credential = user?.oauth_client === 0 ? await passwordOf(tenant, user.id) : undefined
  const matches = await verifySecret(tenant.keys, credential?.hash ?? decoyHash, password)
  const refused = !user ? 'unknown login name' : faultOf(user, matches)
  if (!user || refused !== null) {
    await countFailure(tenant, attempt)
    await tenant.events.record(
      { ip: source, correlationId, id: user?.id ?? null, name: name.slice(0, 200) },
      { type: 'Cloud.Core.LoginFail', level: 'Warning', detail: { reason: refused } },
    )
    return { refused: refused ?? 'unknown login name' }
  }
  await forgetFailures(tenant, attempt, earlier)
  return { user }
}

/** CL-04: a confidential client has no interactive sign-in, and its secrets are not even looked at. */
function faultOf(user: Row<'user'>, passwordMatches: boolean): string | null {
  if (user.oauth_client === 1) return 'confidential clients cannot sign in'
  if (!passwordMatches) return 'wrong password'
  if (user.state !== 'None') return `account is ${user.state.toLowerCase()}`
  return null
}

/** While it is valid: somebody who was a client once may hold expired secrets beside it. */
const passwordOf = (tenant: Tenant, userId: string) =>
  tenant.database.read
    .selectFrom('credential')
    .select('hash')
    .where('owner_type', '=', 'user')
    .where('owner_id', '=', userId)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', tenant.clock())]))
    .executeTakeFirst()
