import { decoyHash, verifySecret } from '#platform/password.ts'
import { nameKey } from '#schema/loginName.ts'
import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { countFailure, earlierFailures, forgetFailures } from './attemptLimit.ts'
import { startSession } from './loginSession.ts'

export type SignIn = { name: string; password: string; source: string; correlationId: string }
export type SignInOutcome =
  { user: Row<'user'>; session: { value: string } } | { refused: string; waitSeconds?: number }

const refusedText = 'The login name or the password is wrong, or the account cannot sign in here.'

/**
 * Checks a login name and password and starts a session. One answer for unknown, wrong, locked, disabled and confidential-client
 * accounts (RL-03, CL-04); the event has the reason.
 */
export async function signIn(
  tenant: Tenant,
  { name, password, source, correlationId }: SignIn,
): Promise<SignInOutcome> {
  const attempt = { accountKey: `login ${nameKey(name)}`, source }
  const earlier = await earlierFailures(tenant, attempt)
  if (earlier.wait > 0) {
    const waitSeconds = Math.ceil(earlier.wait / 1000)
    return {
      refused: `Too many failed attempts from here. Try again in ${waitSeconds} seconds.`,
      waitSeconds,
    }
  }
  const user = await tenant.database.read
    .selectFrom('user')
    .selectAll()
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst()
  const credential = user && (await passwordOf(tenant, user.id))
  const matches = await verifySecret(tenant.keys, credential?.hash ?? decoyHash, password)
  const by = { ip: source, correlationId }
  const fault = !user ? 'unknown login name' : !matches ? 'wrong password' : faultOf(user)
  if (!user || fault) {
    await countFailure(tenant, attempt)
    await tenant.events.record(
      { ...by, id: user?.id ?? null, name: name.slice(0, 200) },
      { type: 'Cloud.Core.LoginFail', level: 'Warning', detail: { reason: fault } },
    )
    return { refused: refusedText }
  }
  await forgetFailures(tenant, attempt, earlier)
  const session = await startSession(tenant, user.id)
  await tenant.events.record(
    { ...by, id: user.id, name: user.name },
    { type: 'Cloud.Core.Login', detail: { mechanism: 'UP' } },
  )
  return { user, session }
}

function faultOf(user: Row<'user'>): string | null {
  if (user.state !== 'None') return `account is ${user.state.toLowerCase()}`
  if (user.oauth_client === 1) return 'confidential clients cannot sign in'
  return null
}

const passwordOf = (tenant: Tenant, userId: string) =>
  tenant.database.read
    .selectFrom('credential')
    .select('hash')
    .where('owner_type', '=', 'user')
    .where('owner_id', '=', userId)
    .executeTakeFirst()
