import type { FastifyInstance } from 'fastify'
import { letIn, type LetIn } from '../directory/signIn.ts'
import type { Routed } from '../federation/admit.ts'
import {
  beginProgramSignIn,
  ownProgramSignIn,
  programSignInState,
  takePin,
  type Arrived,
} from '../federation/programSignIn.ts'
import { stillLetIn } from '../federation/stillLetIn.ts'
import { programSignInPath } from '../pages/target.ts'
import { Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { onPublic } from './on.ts'

/** The mechanism with which a program names the PIN (contract.md 2.12). */
export const pinMechanism = 'OOBAUTHPIN'

/** How far the sign-in of a person is who has their account elsewhere. */
export function programSignInRoutes(app: FastifyInstance, tenant: Tenant): void {
  onPublic(app, tenant, 'oobAuthStatus', async ({ params, by }) => {
    const asked = ownProgramSignIn(tenant, { sessionId: params.SessionId, source: by.ip ?? '' })
    return {
      State: asked ? await programSignInState(tenant, asked) : ('Failed' as const),
      // Who names the PIN gets them in that reply, once
      Token: null,
      RefreshToken: null,
      TokenLifetime: null,
      AuthLevel: null,
      UserDirectory: null,
      SourceDsType: null,
    }
  })
}

/** What a program is told of somebody who signs in elsewhere (contract.md 2.11). */
export function signsInElsewhere(
  tenant: Tenant,
  { routed, name, source }: { routed: Routed; name: string; source: string },
) {
  const { shortId, sessionId } = beginProgramSignIn(tenant, { identityProvider: routed.id, name, source })
  const address = `${tenant.url}/${programSignInPath}${shortId}`
  return {
    IdpRedirectUrl: address,
    IdpRedirectShortUrl: address,
    IdpShortUrlId: shortId,
    IdpLoginSessionId: sessionId,
    IdpOobAuthPinRequired: true as const,
    TenantId: tenant.id,
  }
}

type Answered = { sessionId: string; pin: string; source: string; correlationId: string }

/** Lets a program in that names the PIN which the person was shown. */
export async function answerPin(tenant: Tenant, { sessionId, pin, ...from }: Answered): Promise<LetIn> {
  const asked = ownProgramSignIn(tenant, { sessionId, source: from.source })
  if (!asked) throw over()
  const taken = await takePin(tenant, asked, pin)
  if (taken === 'pending')
    throw new Problem(
      'invalid_request',
      'Nobody has signed in for this program yet. Open the address, sign in, and send the PIN that is shown then.',
    )
  if (taken === 'wrong' || taken === 'over') {
    await tenant.strangerEvents.record(
      { id: null, name: '', ip: from.source, correlationId: from.correlationId },
      {
        type: 'Cloud.Core.LoginFail',
        level: 'Warning',
        object: { type: 'identityProvider', id: asked.identityProvider, name: '' },
        detail: { check: 'pinRight', expected: 'The PIN of the page', seen: 'Another one, or one too late' },
      },
      asked.identityProvider,
    )
    throw taken === 'over'
      ? over()
      : new Problem('invalid_request', 'The PIN is not the one on the page. Try again.')
  }
  return enter(tenant, taken, from)
}

async function enter(
  tenant: Tenant,
  { provedAt, ...arrived }: Arrived,
  from: Pick<Answered, 'source' | 'correlationId'>,
): Promise<LetIn> {
  const still = await stillLetIn(tenant.database.read, arrived)
  if (!still) throw over()
  return tenant.database.write((tx) =>
    letIn(
      { tx, tenant },
      still.user,
      { ...from, onPage: false },
      { identityProvider: still.provider, provedAt, idToken: null, detail: { for: 'program' } },
    ),
  )
}

const over = () =>
  new Problem('gone', 'This sign-in has ended or was answered already. Start again with StartAuthentication.')
