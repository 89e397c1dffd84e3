import { readStored } from '#schema/category.ts'
import { userCategories } from '#schema/user/index.ts'
import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { earlierFailures, forgetFailures, type Earlier } from './attemptLimit.ts'
import { asOneTry } from './oneTry.ts'
import { nameKey } from '#schema/nameKey.ts'
import { secretFits } from './secretFits.ts'

export type SignIn = { name: string; password: string; source: string; correlationId: string }

export type PasswordOutcome =
  | { user: Row<'user'> }
  /** Right, but the person has to choose another one before anything is given for it. */
  | { toChange: Row<'user'> }
  /** Why, for the event only: callers tell nothing apart (RL-03). */
  | { refused: string }
  /** Milliseconds until the next try is allowed. */
  | { wait: number }

/** Whether a name and password belong to somebody who may sign in. The same work is done for unknown names (CL-03). */
export async function checkPassword(
  tenant: Tenant,
  { name, password, source, correlationId }: SignIn,
): Promise<PasswordOutcome> {
  const attempt = attemptOf({ name, source })
  const earlier = await earlierTries(tenant, { name, source, correlationId })
  if (earlier.wait > 0) return { wait: earlier.wait }
  const user = await tenant.database.read
    .selectFrom('user')
    .selectAll()
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst()
  const credential = user?.oauth_client === 0 ? await passwordOf(tenant, user.id) : undefined
  const credentials = credential ? [credential] : []
  const outcome = await asOneTry<PasswordOutcome>(tenant, attempt, {
    async judge(reserve) {
      const fitting = await secretFits(tenant, { credentials, secret: password, reserve })
      if (fitting !== null && typeof fitting === 'object') return fitting
      if (!user) return { refused: 'unknown login name' }
      const refused = faultOf(user, fitting !== null)
      if (refused !== null) return { refused }
      return hasToChange(user) ? { toChange: user } : { user }
    },
    failed: (judged) => 'refused' in judged,
  })
  if ('refused' in outcome)
    await tenant.strangerEvents.recordGuess(
      { ip: source, correlationId, id: user?.id ?? null, name: name.slice(0, 200) },
      { type: 'Cloud.Core.LoginFail', level: 'Warning', detail: { reason: outcome.refused } },
      name,
    )
  if ('wait' in outcome) await recordWait(tenant, { name, source, correlationId })
  if ('user' in outcome || 'toChange' in outcome) await forgetFailures(tenant, attempt, earlier)
  return outcome
}

const attemptOf = ({ name, source }: Pick<SignIn, 'name' | 'source'>) => ({
  accountKey: `login ${nameKey(name)}`,
  source,
})

/** What failed before. A try that has to wait is recorded. */
export async function earlierTries(tenant: Tenant, asked: Omit<SignIn, 'password'>): Promise<Earlier> {
  const earlier = await earlierFailures(tenant, attemptOf(asked))
  if (earlier.wait > 0) await recordWait(tenant, asked)
  return earlier
}

const hasToChange = ({ config }: Row<'user'>) =>
  readStored(userCategories, JSON.parse(config) as Record<string, unknown>).status.forcePasswordChange

/** A try that was not even looked at. Anybody can cause them at any rate, so they are counted (decisions.md). */
const recordWait = (tenant: Tenant, { name, source, correlationId }: Omit<SignIn, 'password'>) =>
  tenant.strangerEvents.record(
    { ip: source, correlationId, id: null, name: name.slice(0, 200) },
    {
      type: 'Cloud.Core.LoginFail',
      level: 'Warning',
      detail: { check: 'attemptAllowed', reason: 'too many failed attempts' },
    },
  )

/** CL-04: a confidential client has no interactive sign-in, and its secrets are not even looked at. */
function faultOf(user: Row<'user'>, passwordMatches: boolean): string | null {
  if (user.oauth_client === 1) return 'confidential clients cannot sign in'
  if (!passwordMatches) return 'wrong password'
  if (user.state !== 'None') return `account is ${user.state.toLowerCase()}`
  return null
}

/** While it is valid: somebody who was a client once may hold expired secrets beside it. */
export const passwordOf = (tenant: Tenant, userId: string) =>
  tenant.database.read
    .selectFrom('credential')
    .selectAll()
    .where('owner_type', '=', 'user')
    .where('owner_id', '=', userId)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', tenant.clock())]))
    .executeTakeFirst()
