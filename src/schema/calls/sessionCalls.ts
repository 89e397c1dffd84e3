import { z } from 'zod'
import { anyLogin, read, write, type Endpoint } from '../endpoint.ts'
import { upTo } from '../upTo.ts'
import { nothing, nothingBack, text } from './values.ts'

/** Who is signed in, and the end of it: what the first screen of the console asks. */
export const sessionCalls = {
  logout: write('/Security/Logout', {
    about: 'End your own session.',
    access: anyLogin,
    risk: 'low',
    request: nothing,
    response: nothingBack,
  }),
  signOut: write('/Gatewright/SignOut', {
    about:
      'End your own session, and tell where a browser goes to end it at the identity provider as well: null where there is nothing to end.',
    access: anyLogin,
    risk: 'low',
    request: z.object({
      /** A post-logout redirect URI of the application, to go on at afterwards. */
      ReturnTo: upTo(2000).nullish(),
    }),
    response: z.object({ Url: text.nullable() }),
  }),
  whoAmI: read('/Security/WhoAmI', {
    about: 'Tell who is signed in.',
    access: anyLogin,
    risk: 'low',
    request: nothing,
    response: z.object({
      User: text,
      UserId: text,
      /** The same, under the name that programs read. */
      UserUuid: text.optional(),
      DisplayName: text,
      TenantId: text,
      Rights: z.array(text),
      SystemAdministrator: z.boolean(),
    }),
  }),
} as const satisfies Record<string, Endpoint>
