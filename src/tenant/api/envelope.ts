import type { ProblemCode } from '#schema/problem.ts'
import type { Problem } from '../problem.ts'

/** The reply of every tenant API call (tenant-api.md 1.3). Clients are strict about the types of its members. */
export type Envelope = {
  success: boolean
  Result: unknown
  Message: string | null
  MessageID: string | null
  Exception: string | null
  ErrorID: string | null
  ErrorCode: string | null
  IsSoftError: boolean
  InnerExceptions: string | null
}

export const success = (result: unknown): Envelope => ({
  success: true,
  Result: result,
  Message: null,
  MessageID: null,
  Exception: null,
  ErrorID: null,
  ErrorCode: null,
  IsSoftError: false,
  InnerExceptions: null,
})

/** One client joins Message and Exception on failure, so both are texts then. */
export function failure(
  code: ProblemCode,
  message: string,
  options: { result?: unknown; correlationId?: string } = {},
): Envelope {
  return {
    ...success(options.result ?? null),
    success: false,
    Message: message,
    Exception: '',
    ErrorID: options.correlationId ?? null,
    ErrorCode: code,
  }
}

export function failureOf(problem: Problem, correlationId: string): Envelope {
  const { fields, version } = problem.detail
  const result = fields === undefined && version === undefined ? null : problem.detail
  return failure(problem.code, problem.message, { result, correlationId })
}

/** A business failure is HTTP 200 in this contract; only these codes have a status of their own. */
export function statusOf(code: ProblemCode): number {
  switch (code) {
    case 'unauthenticated':
      return 401
    case 'forbidden':
      return 403
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
    case 'stale':
    case 'gone':
      return 200
  }
}
