import { z } from 'zod'
import { anyOf, read, write, type Endpoint } from '../endpoint.ts'
import { userReaders } from '../right.ts'
import { nothingBack, short, text } from './values.ts'

/** Whom identity providers know a user as. Ours (D4). */
export const identityLinkCalls = {
  listIdentityLinks: read('/Gatewright/IdentityLinks/List', {
    about: 'List the people of identity providers who sign in as a user.',
    access: anyOf('fedman', ...userReaders),
    risk: 'reads',
    request: z.object({ User: short }),
    response: z.object({
      Links: z.array(
        z.object({
          IdentityProvider: text,
          IdentityProviderName: text,
          Issuer: text,
          Subject: text,
          LinkedAt: z.number(),
          LastUsedAt: z.number(),
        }),
      ),
    }),
  }),
  removeIdentityLink: write('/Gatewright/IdentityLinks/Remove', {
    about:
      'Take away the link of a user to somebody of an identity provider, with the sessions and group memberships that came of it.',
    access: anyOf('fedman'),
    risk: 'takesOver',
    recentProof: 'always',
    request: z.object({ User: short, IdentityProvider: short }),
    response: nothingBack,
  }),
} as const satisfies Record<string, Endpoint>
