import { z } from 'zod'
import { anyOf, read, write, type Endpoint } from './endpoint.ts'
import { identityProviderReply } from './identityProvider/wire.ts'
import { federationReaders } from './right.ts'
import { nothingBack, short, text } from './calls/values.ts'

const identityProvider = z.object({ ID: short })

/** External identity providers. The vendor publishes no calls for them; these are ours (D4). Settings travel as the members that they name. */
export const identityProviderCalls = {
  createIdentityProvider: write('/Gatewright/IdentityProviders/Create', {
    about: 'Add an external identity provider.',
    access: anyOf('fedman'),
    risk: 'takesOver',
    recentProof: 'always',
    request: z.looseObject({}),
    response: identityProvider,
  }),
  getIdentityProvider: read('/Gatewright/IdentityProviders/Get', {
    about: 'Read an external identity provider. Of its client secret it says since when one is kept.',
    access: anyOf(...federationReaders),
    risk: 'reads',
    request: identityProvider,
    response: identityProviderReply.nullable(),
  }),
  checkIdentityProvider: read('/Gatewright/IdentityProviders/Check', {
    about: 'Ask an identity provider for its metadata and keys, and say line by line what can be used.',
    // AZ-03: it makes this server ask another one
    access: anyOf('fedman'),
    risk: 'reads',
    request: identityProvider,
    response: z.object({
      Lines: z.array(z.object({ Title: text, Passed: z.boolean(), Seen: text, Cure: text })),
    }),
  }),
  updateIdentityProvider: write('/Gatewright/IdentityProviders/Update', {
    about: 'Change an external identity provider. Members that are not sent stay.',
    access: anyOf('fedman'),
    risk: 'takesOver',
    recentProof: 'always',
    request: z.looseObject({ ID: short }),
    response: nothingBack,
  }),
  deleteIdentityProvider: write('/Gatewright/IdentityProviders/Delete', {
    about: 'Delete an external identity provider.',
    access: anyOf('fedman'),
    risk: 'writes',
    recentProof: 'always',
    request: identityProvider,
    response: nothingBack,
  }),
} as const satisfies Record<string, Endpoint>
