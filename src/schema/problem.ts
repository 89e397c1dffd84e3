import { z } from 'zod'
import { confirmation } from './confirmed.ts'

/**
 * Why a call of the tenant API failed: a closed list. The code travels as ErrorCode of the envelope; Message holds the
 * sentence for people.
 */
export const problemCodes = {
  invalid_request: 'The request is not as it should be.',
  invalid_fields: 'Some fields need another value.',
  not_found: 'The object does not exist.',
  taken: 'The name is already in use.',
  unversioned: 'The edit does not say which version it started from.',
  unconfirmed: 'What would follow is risky, and has to be confirmed.',
  stale: 'Somebody else saved in the meantime.',
  forbidden: 'The signed-in person may not do this.',
  unauthenticated: 'Nobody is signed in.',
  reauthentication_required: 'The last proof of who is signed in is too old for this.',
  gone: 'It was there but has been used up or has expired.',
  limited: 'Too many attempts. Wait before the next one.',
  unavailable: 'The tenant cannot answer now.',
  failed: 'Something went wrong inside the tenant.',
} as const

export type ProblemCode = keyof typeof problemCodes

/** A fault at one field: path as in the request's domain values, such as "description.applicationId". */
export const fieldFault = z.strictObject({ path: z.string(), message: z.string() })
export type FieldFault = z.output<typeof fieldFault>

/** What we add to the envelope of a failure, in its member Gatewright. Result is null then (contract.md 1.3). */
export const problemDetail = z.object({
  /** What the transport found, finer than ErrorCode. */
  code: z.string().optional(),
  fields: z.array(fieldFault).optional(),
  /** With `stale`: the version that is current now. */
  version: z.int().optional(),
  /** With `unconfirmed`: what has to be confirmed, and how. */
  confirmation: confirmation.optional(),
})
export type ProblemDetail = z.output<typeof problemDetail>
