import { z } from 'zod'
import { anyOf, byOwner, onApplication, read, write, type Endpoint } from '../endpoint.ts'
import { secretHead, secretLabel, secretOwner } from '../secret.ts'
import { nothingBack, short, text } from './values.ts'
import { applicationReaders, userReaders } from '../right.ts'

/** Secrets of service users and of applications that are their own clients. Ours. */
export const secretCalls = {
  secretsList: read('/Gatewright/Secrets/List', {
    about: 'List the secrets of a confidential client, without the secrets themselves.',
    access: byOwner(anyOf(...userReaders), onApplication('ViewDetail', ...applicationReaders)),
    risk: 'low',
    request: z.object({ owner: secretOwner }),
    response: z.array(secretHead),
  }),
  secretsAdd: write('/Gatewright/Secrets/Add', {
    about: 'Give a confidential client another secret.',
    access: byOwner(anyOf('dsman'), onApplication('Manage', 'appman')),
    risk: 'takesOver',
    recentProof: 'always',
    request: z.object({
      owner: secretOwner,
      /** The same key gets the same answer and makes nothing more. */
      key: z.uuid(),
      label: secretLabel,
      /** Milliseconds since 1970; without it the secret does not expire. */
      expiresAt: z.int().nullish(),
    }),
    /** The secret is in this reply and nowhere afterwards. */
    response: secretHead.extend({ secret: text }),
  }),
  secretsRevoke: write('/Gatewright/Secrets/Revoke', {
    about: 'End a secret of a confidential client.',
    access: byOwner(anyOf('dsman'), onApplication('Manage', 'appman')),
    risk: 'writes',
    recentProof: 'always',
    request: z.object({ owner: secretOwner, id: short }),
    response: nothingBack,
  }),
} as const satisfies Record<string, Endpoint>
