import { failure, type Envelope } from '#schema/envelope.ts'
import type { ProblemCode } from '#schema/problem.ts'
import type { Problem } from '../problem.ts'

/** A refusal in the contract's envelope. */
export function failureOf(problem: Problem, correlationId: string): Envelope {
  return failure(problem.code, problem.message, { detail: problem.detail, correlationId })
}

/** A business failure is HTTP 200 in this contract; only these codes have a status of their own. */
export function statusOf(code: ProblemCode): number {
  switch (code) {
    case 'unauthenticated':
    // RFC 9470 §3
    case 'reauthentication_required':
      return 401
    case 'forbidden':
      return 403
    // RFC 9110 §15.5.13, RFC 6585 §3
    case 'stale':
      return 412
    case 'unversioned':
    case 'unconfirmed':
      return 428
    case 'limited':
      return 429
    case 'failed':
      return 500
    case 'unavailable':
      return 503
    case 'invalid_request':
    case 'invalid_fields':
    case 'not_found':
    case 'taken':
    case 'gone':
      return 200
  }
}
