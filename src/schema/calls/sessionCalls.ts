import { z } from 'zod'
import { anyLogin, everybody, read, write, type Endpoint } from '../endpoint.ts'
import { flag, nothing, nothingBack, text } from './values.ts'

const loginSuccess = z.object({
  Summary: z.literal('LoginSuccess'),
  Auth: text,
  UserId: text,
  User: text,
  DisplayName: text,
  EmailAddress: text,
  CustomerID: text,
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

/** Signing in and out by API (contract.md 2), and the first administrator. */
export const sessionCalls = {
  startAuthentication: write('/Security/StartAuthentication', {
    about: 'Begin a sign-in.',
    access: everybody,
    risk: 'low',
    request: z.object({ TenantId: text.nullish(), User: text, Version: text.optional() }),
    response: challenges,
  }),
  advanceAuthentication: write('/Security/AdvanceAuthentication', {
    about: 'Answer a challenge of a sign-in.',
    access: everybody,
    risk: 'low',
    request: z.object({
      TenantId: text.nullish(),
      SessionId: text,
      MechanismId: text,
      Action: text,
      Answer: text.nullish(),
      PersistentLogin: flag.optional(),
      PlatformTokenResponse: flag.optional(),
    }),
    response: z.union([loginSuccess, challenges]),
  }),
  logout: write('/Security/Logout', {
    about: 'End the own session.',
    access: anyLogin,
    risk: 'low',
    request: nothing,
    response: nothingBack,
  }),
  whoAmI: read('/Security/WhoAmI', {
    about: 'Tell who is signed in.',
    access: anyLogin,
    risk: 'low',
    request: nothing,
    response: z.object({
      User: text,
      UserId: text,
      DisplayName: text,
      TenantId: text,
      Rights: z.array(text),
      SystemAdministrator: z.boolean(),
    }),
  }),
  createAdministrator: write('/Gatewright/Setup/CreateAdministrator', {
    about: 'Create the first administrator with the one-time setup link.',
    access: everybody,
    risk: 'takesOver',
    request: z.object({ token: text.max(200), user: text, password: text }),
    response: loginSuccess,
  }),
} as const satisfies Record<string, Endpoint>
