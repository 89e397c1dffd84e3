import type { ProblemCode, ProblemDetail } from './problem.ts'

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
  /** What only we say of a refusal. Not in Result, whose type is the call's: strict clients lose the whole reply over another one. */
  Gatewright?: ProblemDetail
}

/** @param message what the caller should know although it worked */
export const success = (result: unknown, message: string | null = null): Envelope => ({
  success: true,
  Result: result,
  Message: message,
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
  { detail = {}, correlationId }: { detail?: ProblemDetail; correlationId?: string } = {},
): Envelope {
  return {
    ...success(null),
    success: false,
    Message: message,
    Exception: '',
    ErrorID: correlationId ?? null,
    ErrorCode: code,
    ...(Object.keys(detail).length > 0 ? { Gatewright: detail } : {}),
  }
}
