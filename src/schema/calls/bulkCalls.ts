import { z } from 'zod'
import { bulkActions, mostInBulk } from '../bulk.ts'
import { anyOf, write, type Endpoint } from '../endpoint.ts'
import { short, text } from './values.ts'

const outcomes = ['done', 'same', 'gone', 'refused'] as const

/** `restore` takes back what one of them did: the settings of version `to`, where the present one is still `from`. */
const requestOf = <const Actions extends readonly [string, ...string[]]>(actions: Actions) =>
  z.object({
    action: z.enum([...actions, 'restore']),
    /** Says what would happen: everything is done, and undone. */
    dryRun: z.boolean(),
    /** Of what sets something: the ID of a user, a tag. */
    value: short.nullish(),
    items: z
      .array(z.object({ id: short, from: z.int32().nullish(), to: z.int32().nullish() }))
      .min(1)
      .max(mostInBulk, `At most ${mostInBulk} at once. Send several requests.`),
  })

/** One for each item, in their order. What is gone already, or already is as it should be, is no fault: the same request may come twice. */
const response = z.array(
  z.object({
    id: text,
    /** Empty for what is not there. */
    name: text,
    outcome: z.enum(outcomes),
    /** Why it is refused; else empty. */
    message: text,
    /** In a dry run: what depends on it, and ends or changes with it. */
    follows: z.array(text),
    /** Its version before and afterwards; null where there is none. */
    from: z.int().nullable(),
    to: z.int().nullable(),
  }),
)
export type BulkResult = z.output<typeof response>[number]

/** Several objects in one call, each in a transaction of its own. Ours. */
export const bulkCalls = {
  bulkApplications: write('/Gatewright/Bulk/Applications', {
    about: 'Try what would become of several applications, or do it. Gives a result for each.',
    access: anyOf('appman'),
    risk: 'writes',
    request: requestOf(bulkActions.application),
    response,
  }),
  bulkUsers: write('/Gatewright/Bulk/Users', {
    about: 'Try what would become of several users, or do it. Gives a result for each.',
    access: anyOf('dsman'),
    risk: 'takesOver',
    recentProof: 'when one of them has administrative rights',
    request: requestOf(bulkActions.user),
    response,
  }),
  bulkRoles: write('/Gatewright/Bulk/Roles', {
    about: 'Try what would become of several roles, or do it. Gives a result for each.',
    access: anyOf('roleman'),
    risk: 'writes',
    recentProof: 'always',
    request: requestOf(bulkActions.role),
    response,
  }),
  bulkGroups: write('/Gatewright/Bulk/Groups', {
    about: 'Try what would become of several groups, or do it. Gives a result for each.',
    access: anyOf('dsman'),
    risk: 'writes',
    recentProof: 'when one of them leads to administrative rights or to managing applications',
    request: requestOf(bulkActions.group),
    response,
  }),
  bulkDevices: write('/Gatewright/Bulk/Devices', {
    about: 'Try what would become of several security devices, or do it. Gives a result for each.',
    access: anyOf('mobman'),
    risk: 'writes',
    request: requestOf(bulkActions.device),
    response,
  }),
} as const satisfies Record<string, Endpoint>
