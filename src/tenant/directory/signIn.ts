import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { sessionHash } from '../audit/sessionHash.ts'
import { waitInWords } from './attemptLimit.ts'
import { checkPassword, type SignIn } from './checkPassword.ts'
import { startSession } from './loginSession.ts'

export type SignInOutcome =
  | { user: Row<'user'>; session: { value: string; sessionMac: string } }
  | { refused: string; waitSeconds?: number }

const refusedText = 'The login name or the password is wrong, or the account cannot sign in here.'

/** Checks a login name and password and starts a session. One answer for every account that is refused; the event has the reason. */
export async function signIn(tenant: Tenant, asked: SignIn): Promise<SignInOutcome> {
  const outcome = await checkPassword(tenant, asked)
  if ('wait' in outcome) {
    const waitSeconds = Math.ceil(outcome.wait / 1000)
    return { refused: waitInWords(waitSeconds), waitSeconds }
  }
  if ('refused' in outcome) return { refused: refusedText }
  const { user } = outcome
  const session = await startSession(tenant, user.id)
  await tenant.events.record(
    {
      id: user.id,
      name: user.name,
      ip: asked.source,
      correlationId: asked.correlationId,
      session: sessionHash(tenant.keys, session.sessionMac),
    },
    { type: 'Cloud.Core.Login', detail: { mechanism: 'UP' } },
  )
  return { user, session }
}
