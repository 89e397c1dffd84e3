import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import type { NewEvent } from '../audit/event.ts'
import { recordEvents } from '../audit/recordEvents.ts'
import { sessionHash } from '../audit/sessionHash.ts'
import { waitInWords } from './attemptLimit.ts'
import { checkPassword, type SignIn } from './checkPassword.ts'
import { onlyFederation, type Routed } from '../federation/admit.ts'
import { startSession } from './loginSession.ts'

export type LetIn = { user: Row<'user'>; session: { value: string; sessionMac: string } }

export type SignInOutcome =
  | LetIn
  /** The password is right, and has to be replaced before there is a session (newPassword.ts). */
  | { toChange: Row<'user'> }
  | { refused: string; waitSeconds?: number; unavailable?: true; nowhere?: true }
  /** People of that name sign in at an identity provider. */
  | { routed: Routed }

const refusedText = 'The login name or the password is wrong, or the account cannot sign in here.'

export const unreachableText =
  'The password cannot be checked now, because a directory does not answer. Try again in a few minutes.'

export type SigningIn = Pick<SignIn, 'source' | 'correlationId'> & {
  /** On a page of ours, which can ask again (recentProof.ts); else by API. */
  onPage: boolean
}

/** What an identity provider has proved in our place. */
export type Federated = {
  identityProvider: { id: string; name: string }
  /** In milliseconds; null where it does not say when. */
  provedAt: number | null
  /** Kept where signing out ends the session there as well. */
  idToken: string | null
  detail: Record<string, unknown>
}

/** Checks a login name and password and starts a session. One answer for every account that is refused; the event has the reason. */
export async function signIn(tenant: Tenant, asked: SignIn & SigningIn): Promise<SignInOutcome> {
  const outcome = await checkPassword(tenant, asked)
  if ('wait' in outcome) {
    const waitSeconds = Math.ceil(outcome.wait / 1000)
    return { refused: waitInWords(waitSeconds), waitSeconds }
  }
  if ('unreachable' in outcome) return { refused: unreachableText, unavailable: true }
  if ('nowhere' in outcome) return { refused: onlyFederation, nowhere: true }
  if ('refused' in outcome) return { refused: refusedText }
  if ('toChange' in outcome || 'routed' in outcome) return outcome
  const { user } = outcome
  return tenant.database.write((tx) =>
    letIn({ tx, tenant }, user, asked, asked.door === 'local' ? 'local' : undefined),
  )
}

/** A session for somebody who has proved everything that is asked for, as part of another change: what it stands on, and its event, hold together with it. */
export async function letIn(
  { tx, tenant }: Pick<Write, 'tx' | 'tenant'>,
  user: Row<'user'>,
  { source, correlationId, onPage }: SigningIn,
  /** Otherwise than by a password: or `local`, by the page that no rule closes, which is told to whoever watches (RT-02). */
  how?: Federated | 'local',
): Promise<LetIn> {
  const federated = how === 'local' ? undefined : how
  const session = await startSession(
    { tx, tenant },
    {
      userId: user.id,
      onPage,
      through: federated
        ? {
            identityProvider: federated.identityProvider.id,
            provedAt: federated.provedAt,
            idToken: federated.idToken,
          }
        : null,
    },
  )
  const by = {
    id: user.id,
    name: user.name,
    ip: source,
    correlationId,
    session: sessionHash(tenant.keys, session.sessionMac),
  }
  const event: NewEvent = federated
    ? {
        type: 'Cloud.Core.Login',
        object: { type: 'identityProvider', ...federated.identityProvider },
        detail: { mechanism: 'Federation', ...federated.detail },
      }
    : {
        type: 'Cloud.Core.Login',
        ...(how === 'local' ? { level: 'Warning' } : {}),
        detail: { mechanism: 'UP', ...(how === 'local' ? { page: '/login/local' } : {}) },
      }
  await recordEvents(tx, tenant, [{ by, at: tenant.clock(), event }])
  return { user, session }
}
