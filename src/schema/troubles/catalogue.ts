import type { Trouble } from './trouble.ts'

/** The troubles of contract.md 22 by their numbers. */
export const troubles = {
  T1: {
    title: 'The client is not let in',
    told: 'invalid client creds or client not allowed',
    cause: 'The client ID or the secret is wrong, the suffix is missing, or the user may not be a client.',
    cure: 'Compare client ID and secret with what was handed out, and look at the state of the service user.',
  },
  T2: {
    title: 'The client ID does not fit the application',
    told: 'invalid client creds',
    cause: 'The person signed in, but the client_id of the request is none that this application takes.',
    cure: 'Send the client ID that the hand-off card shows, or add it to Allowed Clients.',
  },
  T3: {
    title: 'The Application ID is unknown',
    told: 'unknown app',
    cause: 'The address names an application that is not there. Upper and lower case count.',
    cure: 'Copy the Application ID from the Description of the application into the address of the client.',
  },
  T4: {
    title: 'A scope is unknown',
    told: 'unknown scope requested',
    cause: 'The request names a scope that the application does not have. Upper and lower case count.',
    cure: 'Correct the scope in the client, or add it to the application on Scope.',
  },
  T5: {
    title: 'The grant type is unknown',
    told: 'invalid grant type',
    cause: 'grant_type holds a word that this endpoint does not know.',
    cure: 'Let the client send one of the grant types that the metadata of the application name.',
  },
  T6: {
    title: 'The auth method is not ticked',
    told: 'auth mode not allowed',
    cause: 'The client uses a way to get tokens that the application does not allow.',
    cure: 'Tick the auth method on Tokens, or let the client use one that is ticked.',
  },
  T7: {
    title: 'No permission to run the application',
    told: 'user not allowed access to app',
    cause: 'The user has no Run on the application, neither itself nor through a role or group.',
    cure: 'Give Run to the user, or to one of its roles, on User Access.',
  },
  T8: {
    title: 'The redirect URI is not registered',
    told: 'invalid redirect',
    cause: 'The address of the request is none of the registered ones. Every character has to be the same.',
    cure: 'Register the address that the client sends, or let the client send a registered one.',
  },
  T9: {
    title: 'The code is used, too old or unknown',
    told: 'supplied code does not match known request',
    cause:
      'A code is good once, for a minute and for the client that asked for it. A second try with the same code ends what the first one gave.',
    cure: 'Let the client begin a new sign-in, and send each code once.',
  },
  T10: {
    title: 'PKCE does not fit',
    told: 'challenge mismatch',
    cause: 'The code_verifier is not the one whose challenge began the sign-in.',
    cure: 'Let the client keep the verifier of each sign-in and send that one.',
  },
  T11: {
    title: 'The redirect URI is missing',
    told: 'redirect_uri is missing',
    cause: 'The request does not say where the answer should go.',
    cure: 'Let the client send redirect_uri, exactly as it is registered.',
  },
  T12: {
    title: 'The API does not take the token',
    told: 'HTTP 401',
    cause: 'The token is unknown to the API, has expired, was revoked, or belongs to another application.',
    cure: 'Let the client get a new token from the application whose API it calls.',
  },
  T13: {
    title: 'The token does not open this call',
    told: 'HTTP 403',
    cause: 'No scope of the token has a pattern for the path, or its user lacks the administrative right.',
    cure: 'Add a pattern to a scope of the application, or give the right to a role of the user.',
  },
  T14: {
    title: 'The call was understood and refused',
    told: 'HTTP 200 with success: false',
    cause: 'The call reached the tenant with a good token. What it asked for cannot be done as it was asked.',
    cure: 'Read Message in the reply: it says what was expected. The token and the scopes are good.',
  },
  T15: {
    title: 'The refresh token is no longer good',
    told: 'the refresh token is unknown, used, expired or revoked',
    cause: 'Each refresh token works once, and its sign-in may have ended meanwhile.',
    cure: 'Let the client keep the newest refresh token of each reply, and let the person sign in again.',
  },
  T16: {
    title: 'The request is not as the protocol has it',
    told: 'invalid_request',
    cause: 'Something is missing, sent twice, or sent in a place where it must not be.',
    cure: 'Let the client send what was expected. Nothing has to change here.',
  },
  T17: {
    title: 'Consent was not given',
    told: 'consent_required or access_denied',
    cause: 'The person has to agree to the scopes first, or did not agree.',
    cure: 'Let the person sign in in a browser, without prompt=none, and agree there once.',
  },
  T18: {
    title: 'Nobody is signed in',
    told: 'login_required',
    cause: 'The client asked for an answer without a page, and no fitting sign-in was there.',
    cure: 'Let the client repeat the request without prompt=none.',
  },
  T19: {
    title: 'The claims script fails',
    told: 'the claims script of the application failed',
    cause: 'The script on Advanced ended with a fault for this user. Without its claims no token is given.',
    cure: 'Mend the script on Advanced, and try it there for this user.',
  },
  T20: {
    title: 'Too many failed attempts',
    told: 'too many failed attempts, wait … seconds',
    cause: 'Wrong secrets or passwords came before from the same address, so further ones have to wait.',
    cure: 'Mend the first failure, which is listed before this one, and stop the client from repeating at once.',
  },
  T21: {
    title: 'The password is not taken',
    told: 'the login name or the password is wrong, or the account cannot sign in here',
    cause:
      'The name or the password is wrong, or the account is disabled, locked or has to change its password.',
    cure: 'Look at the state of the user. Set a new password, or let the person sign in on a page.',
  },
  T22: {
    title: 'A directory does not answer',
    told: 'the directory of this account does not answer',
    cause: 'The directory that keeps the password of this person could not be asked.',
    cure: 'Look whether the directory runs and can be reached from here, then try again.',
  },
  T23: {
    title: 'The person signs in elsewhere',
    told: 'people of this name sign in at an identity provider, in a browser',
    cause: 'A routing rule or a role sends people of this name to an identity provider.',
    cure: 'Let the client use the authorization code flow, or change the routing rules.',
  },
  T24: {
    title: 'The sign-out was not taken as it was sent',
    told: 'the person is asked first, or a page of ours',
    cause:
      'The ID token is not one of this person and client, or the address after sign-out is not registered.',
    cure: 'Let the client send the ID token as it received it, and register the address.',
  },
  T25: {
    title: 'The identity provider does not answer as it should',
    told: 'a page with an ID',
    cause: 'Its metadata, keys or tokens could not be fetched, or are not what was set up here.',
    cure: 'Use Check now on its page: it tells line by line what can be used.',
  },
  T26: {
    title: 'The identity provider’s token cannot be trusted',
    told: 'a page with an ID',
    cause: 'The ID token is for another client, too old, wrongly signed, or says too little.',
    cure: 'Compare issuer, client ID, keys and clock with those of the identity provider.',
  },
  T27: {
    title: 'The identity provider’s person is not let in',
    told: 'a page with an ID',
    cause: 'The person was proven there, but the settings here do not let this person in.',
    cure: 'Look at Authentication of the identity provider: required claims and how accounts are found.',
  },
  T28: {
    title: 'The call came in a way that is not allowed',
    told: 'HTTP 400, 401 or 403',
    cause:
      'It was sent by a page of another site, with a credential in its address, or by a sign-in too long ago.',
    cure: 'Let programs send credentials in header or body, and let people sign in again.',
  },
  T29: {
    title: 'The security device gets no events',
    told: 'the state Failing on the page of the device',
    cause: 'One step of reading events failed: reaching the server, getting a token, or the query.',
    cure: 'Use Test connection on the page of the device: it stops at the step that fails.',
  },
} as const satisfies Record<string, Trouble>

export type TroubleId = keyof typeof troubles
