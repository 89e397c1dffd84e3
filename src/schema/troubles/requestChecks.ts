import type { TroubleId } from './catalogue.ts'
import type { FailedCheck } from './trouble.ts'

/** Checks of how a request is written, of where its answer goes, and of whether its person agrees. */
export const requestChecks = {
  redirectRegistered: {
    trouble: 'T8',
    why: 'The redirect_uri is none of the registered addresses.',
    by: 'client',
    tell: 'Send a registered address, the same in every character, or ask us to register yours.',
    at: 'redirects',
  },
  sameRedirect: {
    trouble: 'T8',
    why: 'The token was asked for with another redirect_uri than the sign-in.',
    by: 'client',
  },
  requestReadable: { trouble: 'T16', why: 'The request could not be read.', by: 'client' },
  signInReadable: {
    trouble: 'T16',
    why: 'The sign-in page was opened without an application to go on to: from a bookmark, or too late.',
    by: 'person',
  },
  parametersSent: { trouble: 'T16', why: 'A parameter is missing.', by: 'client' },
  plainParameters: {
    trouble: 'T16',
    why: 'The request hands itself over in a way that this server does not take.',
    by: 'client',
  },
  responseTypeKnown: { trouble: 'T16', why: 'response_type is missing or unknown.', by: 'client' },
  responseModeKnown: {
    trouble: 'T16',
    why: 'response_mode does not go with the response_type.',
    by: 'client',
  },
  nonceSent: { trouble: 'T16', why: 'An ID token through the browser needs a nonce.', by: 'client' },
  challengeSent: {
    trouble: 'T16',
    why: 'PKCE is required, or was sent in a form other than S256.',
    by: 'client',
  },
  hintReadable: {
    trouble: 'T16',
    why: 'id_token_hint is no ID token of this application.',
    by: 'client',
  },
  consentGiven: {
    trouble: 'T17',
    why: 'The person has not agreed before, and no page may be shown.',
    by: 'person',
  },
  consentNotDenied: { trouble: 'T17', why: 'The person chose not to agree.', by: 'person' },
  personSignedIn: {
    trouble: 'T18',
    why: 'Nobody is signed in, somebody else is, or the sign-in is older than the client asked for.',
    by: 'client',
  },
  hintGenuine: {
    trouble: 'T24',
    why: 'The sign-out brought no ID token of this application, client and person, so the person was asked.',
    by: 'client',
  },
  signOutTargetRegistered: {
    trouble: 'T24',
    why: 'The address after sign-out is none of the registered ones.',
    by: 'client',
    tell: 'Send a registered address, the same in every character, or ask us to register yours.',
    at: 'postLogoutRedirects',
  },
} as const satisfies Record<string, FailedCheck<TroubleId>>
