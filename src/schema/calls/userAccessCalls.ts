import { z } from 'zod'
import { anyOf, read, type Endpoint } from '../endpoint.ts'
import { redrockOf } from '../redrock.ts'
import { groupReaders, userReaders } from '../right.ts'
import { belongingTo, short, text } from './values.ts'

const type = z.enum(['User', 'Group', 'Role'])
const named = z.object({ Type: type, ID: text, Name: text })

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
  getMembershipsAmong: read('/Gatewright/Principals/MembershipsAmong', {
    about:
      'Say which of these users, groups and roles are in which others of them, and how. Users are left out for whoever may not look at users, groups and roles for whoever may not look at roles.',
    access: anyOf(...groupReaders),
    risk: 'reads',
    request: z.object({
      Principals: z
        .array(z.object({ Type: type, ID: short }))
        .max(500, 'At most 500 principals, which is as many as an application has.'),
    }),
    response: z.object({
      Principals: z.array(
        z.object({ Type: type, ID: text, ServiceUser: z.boolean(), In: z.array(named.extend(ways)) }),
      ),
    }),
  }),
} as const satisfies Record<string, Endpoint>
