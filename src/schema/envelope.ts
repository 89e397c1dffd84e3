import type { ProblemCode } from './problem.ts'

/** The reply of every tenant API call (contract.md 1.3). Clients are strict about the types of its members. */
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
