import { decoyHash, fittedRecently, verifySecret } from '#platform/password.ts'
import { nameKey } from '#schema/loginName.ts'
import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { earlierFailures, forgetFailures } from './attemptLimit.ts'
import { asOneTry } from './oneTry.ts'

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
  const stored = credential?.hash ?? decoyHash
  const outcome = await asOneTry<PasswordOutcome>(tenant, attempt, {
    async judge(reserve) {
      const mustWait = await reserve(() => fittedRecently(tenant.keys, stored, password))
      if (mustWait) return mustWait
      const matches = await verifySecret(tenant.keys, stored, password)
      if (!user) return { refused: 'unknown login name' }
      const refused = faultOf(user, matches)
      return refused === null ? { user } : { refused }
    },
    failed: (judged) => 'refused' in judged,
  })
  if ('refused' in outcome)
    await tenant.events.record(
      { ip: source, correlationId, id: user?.id ?? null, name: name.slice(0, 200) },
      { type: 'Cloud.Core.LoginFail', level: 'Warning', detail: { reason: outcome.refused } },
    )
  if ('user' in outcome) await forgetFailures(tenant, attempt, earlier)
  return outcome
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
