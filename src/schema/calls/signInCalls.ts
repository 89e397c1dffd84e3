import { z } from 'zod'
import { everybody, write, type Endpoint } from '../endpoint.ts'
import { upTo } from '../upTo.ts'
import { flag, nothingBack, short, text, typedPassword } from './values.ts'

const loginSuccess = z.object({
  Summary: z.literal('LoginSuccess'),
  Auth: text,
  UserId: text,
  User: text,
  DisplayName: text,
  EmailAddress: text,
  CustomerID: text,
  /** Seconds. */
  TokenLifetime: z.number(),
  RefreshToken: text,
  AuthLevel: text,
})
const challenges = z.object({
  Summary: z.enum(['NewPackage', 'LoginSuccess']),
  SessionId: text,
  TenantId: text,
  Challenges: z
    .array(
      z.object({ Mechanisms: z.array(z.looseObject({ Name: text, AnswerType: text, MechanismId: text })) }),
    )
    .optional(),
})

/** Somebody who has their account at an identity provider: the person signs in at the address, and the program names the PIN that is shown there. */
const elsewhere = z.object({
  IdpRedirectUrl: text,
  IdpRedirectShortUrl: text,
  IdpShortUrlId: text,
  IdpLoginSessionId: text,
  IdpOobAuthPinRequired: z.literal(true),
  TenantId: text,
})

/** Signing in by API (contract.md 2), and the first administrator. */
export const signInCalls = {
  startAuthentication: write('/Security/StartAuthentication', {
    about: 'Begin a sign-in.',
    access: everybody,
    risk: 'low',
    request: z.object({ TenantId: short.nullish(), User: short, Version: short.optional() }),
    response: z.union([challenges, elsewhere]),
  }),
  advanceAuthentication: write('/Security/AdvanceAuthentication', {
    about: 'Answer a challenge of a sign-in.',
    access: everybody,
    risk: 'low',
    request: z.object({
      TenantId: short.nullish(),
      SessionId: short,
      MechanismId: short,
      Action: short,
      Answer: typedPassword.nullish(),
      PersistentLogin: flag.optional(),
      PlatformTokenResponse: flag.optional(),
    }),
    response: z.union([loginSuccess, challenges]),
  }),
  oobAuthStatus: write('/Security/OobAuthStatus', {
    about: 'Tell how far a sign-in at an identity provider is. Its tokens are in the reply to the PIN alone.',
    access: everybody,
    risk: 'low',
    request: z.object({ SessionId: short }),
    response: z.object({
      State: z.enum(['Pending', 'Success', 'Failed']),
      Token: z.null(),
      RefreshToken: z.null(),
      TokenLifetime: z.null(),
      AuthLevel: z.null(),
      UserDirectory: z.null(),
      SourceDsType: z.null(),
    }),
  }),
  cleanupAuthentication: write('/Security/CleanupAuthentication', {
    about: 'Give up a sign-in that is under way.',
    access: everybody,
    risk: 'low',
    request: z.object({ TenantId: short.nullish(), SessionId: short }),
    response: nothingBack,
  }),
  createAdministrator: write('/Gatewright/Setup/CreateAdministrator', {
    about: 'Create the first administrator with the one-time setup link.',
    access: everybody,
    risk: 'takesOver',
    request: z.object({ token: upTo(200), user: short, password: typedPassword }),
    response: loginSuccess,
  }),
} as const satisfies Record<string, Endpoint>
