import { z } from 'zod'
import { anyOf, read, write, type Endpoint } from './endpoint.ts'
import { identityProviderReply } from './identityProvider/wire.ts'
import { federationReaders } from './right.ts'
import { nothingBack, short } from './calls/values.ts'

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
