import { queryOptions } from '@tanstack/react-query'
import type { OurCall } from '#schema/api.ts'
import { nouns, objectTypes, type ObjectType } from '#schema/nouns.ts'
import { call, type Result } from './call.ts'
import { ApiProblem } from './problem.ts'

export type Capabilities = Result<'capabilities'>

/** What the tenant offers beside the vendor's calls. A tenant of the vendor does not know the question and offers none of ours: null (D4). */
export const capabilitiesQuery = queryOptions<Capabilities | null, ApiProblem>({
  queryKey: ['capabilities', null],
  queryFn: ({ signal }) => call('capabilities', undefined, { signal }).catch(nullIfUnknown),
})

function nullIfUnknown(error: unknown): null {
  if (error instanceof ApiProblem && error.status === 404) return null
  throw error
}

/** Whether the tenant has all of these calls. What stands on one that it lacks is hidden, or says so. */
export type Offered = (...calls: [OurCall, ...OurCall[]]) => boolean

export function offeredBy(capabilities: Capabilities | null): Offered {
  const names = new Set(capabilities?.apis.map(({ name }) => name))
  return (...calls) => calls.every((name) => names.has(name))
}

/** Whether objects of the noun can be had from this tenant. */
export function offersNoun(offered: Offered, type: ObjectType): boolean {
  const { needs } = nouns[type]
  return needs === null || offered(needs)
}

export const nounsOffered = (offered: Offered): ObjectType[] =>
  objectTypes.filter((type) => offersNoun(offered, type))

/** Queries of a tenant that has this have the columns that are ours, such as when a secret ends; the vendor's tables lack them. */
export const ourColumns = ['firstSteps'] as const satisfies OurCall[]

/** What guided setup stands on: it keeps a draft, shows the token while one types, and makes all parts in one call. */
export const guidedSetup = [
  'createClient',
  'previewToken',
  'draftsList',
  'draftsGet',
  'draftsSave',
  'draftsDelete',
] as const satisfies OurCall[]
