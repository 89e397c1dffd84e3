import type { TroubleId } from './catalogue.ts'
import type { FailedCheck } from './trouble.ts'

/** Checks of calls that bring a token or a session. */
export const callChecks = {
  credential: {
    trouble: 'T12',
    why: 'The token or session is unknown, expired, revoked, or what it stood on is gone.',
    by: 'client',
  },
  tokenSent: { trouble: 'T12', why: 'The call brought no access token.', by: 'client' },
  tokenLive: { trouble: 'T12', why: 'The token is unknown, expired or revoked.', by: 'client' },
  tokenOfApplication: {
    trouble: 'T12',
    why: 'The token was issued by another application than the one that was called.',
    by: 'client',
  },
  tokenStands: {
    trouble: 'T12',
    why: 'What the token stood on is gone, such as Run, the auth method or the client.',
    by: 'tenant',
  },
  scope: { trouble: 'T13', why: 'No scope of the token opens the path of this call.', by: 'tenant' },
  openIdGranted: { trouble: 'T13', why: 'The token lacks the scope openid.', by: 'client' },
  right: {
    trouble: 'T13',
    why: 'The user of the token or session lacks the administrative right for this call.',
    by: 'tenant',
    at: 'user',
  },
  callRefused: {
    trouble: 'T13',
    why: 'The caller may not do this with what the call names.',
    by: 'tenant',
    at: 'user',
  },
  ownOrigin: { trouble: 'T28', why: 'A page of another site sent the call.', by: 'client' },
  noCredentialInUrl: {
    trouble: 'T28',
    why: 'A password, secret or token stood in the address, where logs keep it.',
    by: 'client',
  },
  recentProof: {
    trouble: 'T28',
    why: 'The last proof of the person is more than five minutes old.',
    by: 'person',
  },
  newSignIn: {
    trouble: 'T28',
    why: 'Routing rules are confirmed by a sign-in that began after they were saved.',
    by: 'person',
  },
} as const satisfies Record<string, FailedCheck<TroubleId>>
