import { z } from 'zod'
import { anyOf, read, write, type Endpoint } from '../endpoint.ts'
import { redrockOf } from '../redrock.ts'
import { userReaders } from '../right.ts'
import { belongingTo, nothingBack, short, text } from './values.ts'

/** Where a user is signed in, and which applications act for them. Ours (D4). */
export const userSessionCalls = {
  getUserSignIns: read('/Gatewright/Users/SignIns', {
    about: 'List the sign-ins of a user, the newest first, with what became of each.',
    access: anyOf(...userReaders),
    risk: 'reads',
    request: belongingTo,
    response: redrockOf(
      z.object({
        ID: text,
        WhenOccurred: text,
        Result: z.enum(['Success', 'Failure']),
        /** Why it failed. */
        FailureReason: text.nullable(),
        FromIPAddress: text.nullable(),
        AuthMethod: text.nullable(),
        /** Where the person proved who they are, when that was not here. */
        IdentityProvider: text.nullable(),
        /** As events and sessions name it. */
        SessionId: text.nullable(),
      }),
    ),
  }),
  getUserSessions: read('/Gatewright/Users/Sessions', {
    about: 'List the sessions in which a user is signed in now, the newest first.',
    access: anyOf(...userReaders),
    risk: 'reads',
    request: belongingTo,
    response: redrockOf(
      z.object({
        ID: text,
        StartedAt: text,
        LastUsedAt: text,
        /** However it is used until then. */
        ExpiresAt: text,
        /** Began on a page of the tenant, or by API. */
        OnPage: z.boolean(),
        IdentityProvider: text.nullable(),
        /** Of the caller. */
        Current: z.boolean(),
      }),
    ),
  }),
  endUserSession: write('/Gatewright/Users/EndSession', {
    about: 'End a session of a user, with the tokens that applications got in it.',
    access: anyOf('dsman'),
    risk: 'writes',
    request: z.object({ ID: short, Session: short }),
    response: nothingBack,
  }),
  endUserSessions: write('/Gatewright/Users/EndSessions', {
    about: 'End all sessions of a user, and all tokens that applications hold for them.',
    access: anyOf('dsman'),
    risk: 'writes',
    request: z.object({ ID: short }),
    response: nothingBack,
  }),
  getUserConsents: read('/Gatewright/Users/Consents', {
    about:
      'List what a user has allowed applications: the scopes that were agreed to, and the tokens that are held for the user now.',
    access: anyOf(...userReaders),
    risk: 'reads',
    request: belongingTo,
    response: redrockOf(
      z.object({
        /** Of the application. */
        ID: text,
        /** Null where the caller may not look at the application. */
        Name: text.nullable(),
        /** One that the tenant makes for itself. */
        BuiltIn: z.boolean(),
        ClientID: text,
        /** What the person was asked and agreed to. */
        Scopes: z.array(text),
        /** When they were asked last; null where nobody was asked. */
        ConsentedAt: text.nullable(),
        /** Scopes of the tokens that are held now. */
        HeldScopes: z.array(text),
        /** How often it was allowed and has not ended. */
        Authorizations: z.number(),
        RefreshTokens: z.number(),
        LastAllowedAt: text.nullable(),
      }),
    ),
  }),
  withdrawUserConsent: write('/Gatewright/Users/WithdrawConsent', {
    about: 'Withdraw what a user has allowed an application: the consent, and all tokens that came of it.',
    access: anyOf('dsman'),
    risk: 'writes',
    request: z.object({ ID: short, Application: short, ClientID: short }),
    response: nothingBack,
  }),
} as const satisfies Record<string, Endpoint>
