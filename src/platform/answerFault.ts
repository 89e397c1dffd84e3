import type { FastifyReply, FastifyRequest } from 'fastify'
import { TookTooLong } from './database/longRead.ts'
import { isUnavailable } from './database/unavailable.ts'
import { HttpFault } from './httpFault.ts'
import { Busy } from './queue.ts'

/** What may be said of an error to the caller. */
export type Fault = { status: number; code: string; message: string; requestId: string }

export type FaultAnswer = { status?: number; headers?: Record<string, string>; body: unknown }

/** How a server words a fault; it recognises its own errors by `error` and must not show the message of any other. */
export type WordFault = (fault: Fault, about: { error: unknown; request: FastifyRequest }) => FaultAnswer

/** Answers an error and logs it: in full for the log, in general for the caller, joined by the request id (OP-02). */
export function answerFault(
  error: unknown,
  about: { request: FastifyRequest; reply: FastifyReply; word: WordFault },
) {
  const { request, reply, word } = about
  const fault = { ...faultOf(error), requestId: request.id }
  const { status = fault.status, headers = {}, body } = word(fault, { error, request })
  log(request, status, error)
  if (status === 503) reply.header('retry-after', '1')
  return reply.code(status).headers(headers).send(body)
}

export const wordPlainly: WordFault = ({ code, message, requestId }) => ({
  body: { error: code, message, requestId },
})

function log(request: FastifyRequest, status: number, error: unknown): void {
  if (status === 503) request.log.warn({ err: error }, 'unavailable')
  else if (status >= 500) request.log.error({ err: error }, 'request failed')
  else request.log.debug({ err: error }, 'request refused')
}

function faultOf(error: unknown): Omit<Fault, 'requestId'> {
  if (error instanceof HttpFault) return { status: error.status, code: error.code, message: error.message }
  if (error instanceof Busy)
    return { status: 503, code: 'busy', message: `${error.message} Try again in a moment.` }
  if (error instanceof TookTooLong)
    return { status: 503, code: 'took_too_long', message: `${error.message} Ask for less at once.` }
  if (isUnavailable(error)) {
    return {
      status: 503,
      code: 'unavailable',
      message: 'The database does not answer at the moment. Try again shortly.',
    }
  }
  const status = frameworkStatus(error)
  const known = status === undefined ? undefined : byStatus[status]
  return status !== undefined && known ? { status, ...known } : { status: 500, ...failed }
}

/** Fastify's own errors carry the status; anybody else's `statusCode` means nothing here. */
function frameworkStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('statusCode' in error)) return undefined
  return String(error.code).startsWith('FST_') && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined
}

const failed = {
  code: 'failed',
  message: 'Something went wrong on the server. Its log has the details under the request id of this reply.',
}

const byStatus: Record<number, { code: string; message: string }> = {
  400: { code: 'invalid_request', message: 'The request could not be read.' },
  413: { code: 'too_large', message: 'The body is larger than this server accepts.' },
  414: { code: 'target_too_long', message: 'A part of the address is longer than this server accepts.' },
  415: { code: 'unsupported_type', message: 'The body has a content type that this server does not read.' },
  503: { code: 'unavailable', message: 'The server is not ready. Try again shortly.' },
}
