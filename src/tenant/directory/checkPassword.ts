import type { Tenant } from '../tenant.ts'
import { nameKey } from '#schema/nameKey.ts'
import type { Agent } from '#schema/routing/userAgent.ts'
import { admit, type Routed } from '../federation/admit.ts'
import { earlierFailures, forgetFailures, type Earlier } from './attemptLimit.ts'
import { asOneTry } from './oneTry.ts'
import { proveByPassword, type Proven } from './source/proveByPassword.ts'

export type SignIn = {
  name: string
  password: string
  source: string
  correlationId: string
  /**
   * The program with which somebody signs in, by which a rule may send them elsewhere. `local` is the page for who keeps a sign-in here whatever the
   * rules say (RT-02); `confirms` somebody who is signed in already.
   */
  door: Agent | 'local' | 'confirms'
}

/** What becomes of a name and a password; or the identity provider where people of that name sign in, and no password was looked at. */
export type Checked =
  | Proven
  | { routed: Routed }
  /** The person signs in at an identity provider only, and no rule leads to one. */
  | { nowhere: true }

/** Whether a name and password belong to somebody who may sign in. The same work is done for unknown names (CL-03). */
export async function checkPassword(
  tenant: Tenant,
  { name, password, source, correlationId, door }: SignIn,
): Promise<Checked> {
  const admitted = await admit(tenant.database.read, { name, door })
  if (admitted.to === 'identityProvider' && door !== 'local') return { routed: admitted }
  const attempt = attemptOf({ name, source })
  if (admitted.to === 'nowhere' && door !== 'local') {
    await recordUnjudged(
      tenant,
      { name, source, correlationId },
      { check: 'signsInHere', reason: 'a role requires federation, and no routing rule leads anywhere' },
    )
    return { nowhere: true }
  }
  const earlier = await earlierTries(tenant, { name, source, correlationId })
  if (earlier.wait > 0) return { wait: earlier.wait }
  const outcome = await asOneTry<Proven>(tenant, attempt, {
    judge: async (reserve) => {
      const proven = await proveByPassword(tenant, { name, password, reserve })
      if (admitted.to === 'directories') return proven
      if (admitted.to === 'nowhere') return refused(proven, 'an identity provider')
      return admitted.keepsLocalSignIn ? proven : refused(proven, admitted.name)
    },
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

/** The same work was done as for everybody, so that the page for administrators tells nothing of who is one (RT-08). */
const refused = (proven: Proven, name: string): Proven =>
  'user' in proven || 'toChange' in proven
    ? { refused: `has to sign in at ${name}`, user: 'user' in proven ? proven.user : proven.toChange }
    : proven

const attemptOf = ({ name, source }: Pick<SignIn, 'name' | 'source'>) => ({
  accountKey: `login ${nameKey(name)}`,
  source,
})

/** What failed before. A try that has to wait is recorded. */
export async function earlierTries(
  tenant: Tenant,
  asked: Omit<SignIn, 'password' | 'door'>,
): Promise<Earlier> {
  const earlier = await earlierFailures(tenant, attemptOf(asked))
  if (earlier.wait > 0) await recordUnjudged(tenant, asked, tooMany)
  return earlier
}

const tooMany = { check: 'attemptAllowed', reason: 'too many failed attempts' }

/** A try that was not even looked at. Anybody can cause them at any rate, so they are counted (decisions.md). */
const recordUnjudged = (
  tenant: Tenant,
  { name, source, correlationId }: Omit<SignIn, 'password' | 'door'>,
  detail: Record<string, unknown>,
) =>
  tenant.strangerEvents.record(
    { ip: source, correlationId, id: null, name: name.slice(0, 200) },
    { type: 'Cloud.Core.LoginFail', level: 'Warning', detail },
  )
