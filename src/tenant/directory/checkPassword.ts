import type { Tenant } from '../tenant.ts'
import { nameKey } from '#schema/nameKey.ts'
import { earlierFailures, forgetFailures, type Earlier } from './attemptLimit.ts'
import { asOneTry } from './oneTry.ts'
import { proveByPassword, type Proven } from './source/proveByPassword.ts'

export type SignIn = { name: string; password: string; source: string; correlationId: string }

/** Whether a name and password belong to somebody who may sign in. The same work is done for unknown names (CL-03). */
export async function checkPassword(
  tenant: Tenant,
  { name, password, source, correlationId }: SignIn,
): Promise<Proven> {
  const attempt = attemptOf({ name, source })
  const earlier = await earlierTries(tenant, { name, source, correlationId })
  if (earlier.wait > 0) return { wait: earlier.wait }
  const outcome = await asOneTry<Proven>(tenant, attempt, {
    judge: (reserve) => proveByPassword(tenant, { name, password, reserve }),
    failed: (judged) => 'refused' in judged,
  })
  if ('refused' in outcome)
    await tenant.strangerEvents.recordGuess(
      { ip: source, correlationId, id: outcome.user?.id ?? null, name: name.slice(0, 200) },
      { type: 'Cloud.Core.LoginFail', level: 'Warning', detail: { reason: outcome.refused } },
      name,
    )
  else if ('wait' in outcome) await recordUnjudged(tenant, { name, source, correlationId }, tooMany)
  else if ('unreachable' in outcome)
    await recordUnjudged(
      tenant,
      { name, source, correlationId },
      { reason: `${outcome.unreachable} does not answer` },
    )
  else await forgetFailures(tenant, attempt, earlier)
  return outcome
}

const attemptOf = ({ name, source }: Pick<SignIn, 'name' | 'source'>) => ({
  accountKey: `login ${nameKey(name)}`,
  source,
})

/** What failed before. A try that has to wait is recorded. */
export async function earlierTries(tenant: Tenant, asked: Omit<SignIn, 'password'>): Promise<Earlier> {
  const earlier = await earlierFailures(tenant, attemptOf(asked))
  if (earlier.wait > 0) await recordUnjudged(tenant, asked, tooMany)
  return earlier
}

const tooMany = { check: 'attemptAllowed', reason: 'too many failed attempts' }

/** A try that was not even looked at. Anybody can cause them at any rate, so they are counted (decisions.md). */
const recordUnjudged = (
  tenant: Tenant,
  { name, source, correlationId }: Omit<SignIn, 'password'>,
  detail: Record<string, unknown>,
) =>
  tenant.strangerEvents.record(
    { ip: source, correlationId, id: null, name: name.slice(0, 200) },
    { type: 'Cloud.Core.LoginFail', level: 'Warning', detail },
  )
