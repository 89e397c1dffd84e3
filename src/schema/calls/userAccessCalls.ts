import { z } from 'zod'
import { anyOf, read, type Endpoint } from '../endpoint.ts'
import { redrockOf } from '../redrock.ts'
import { userReaders } from '../right.ts'
import { belongingTo, text } from './values.ts'

const named = z.object({ Type: z.enum(['User', 'Group', 'Role']), ID: text, Name: text })

/** How somebody is in a role or group: by themselves, or through what each way names, from what they are in themselves on. */
const ways = {
  Direct: z.boolean(),
  Ways: z.array(z.array(named)),
  /** Further ways that are not named. */
  MoreWays: z.number(),
}

/** What a user may do, and why. Ours (D4). */
export const userAccessCalls = {
  getUserMemberships: read('/Gatewright/Users/Memberships', {
    about: 'List the roles and groups that a user is in, and how: directly, or through others.',
    access: anyOf(...userReaders),
    risk: 'reads',
    request: belongingTo,
    response: redrockOf(
      named.extend({
        ...ways,
        AdministrativeRights: z.array(z.object({ Path: text, Description: text })),
      }),
    ),
  }),
  getUserApplications: read('/Gatewright/Users/Applications', {
    about:
      'List the applications that a user may run, and through which permissions. Those that the caller may not see are left out.',
    access: anyOf(...userReaders),
    risk: 'reads',
    request: belongingTo,
    response: redrockOf(
      z.object({
        ID: text,
        Name: text,
        ServiceName: text,
        Reasons: z.array(named.extend({ ...ways, GrantStr: text, Grant: z.number() })),
      }),
    ),
  }),
} as const satisfies Record<string, Endpoint>
