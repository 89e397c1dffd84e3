import type { FastifyReply } from 'fastify'
import type { Refusal } from '../check.ts'

// RFC 6749 §5.1: token replies are never kept
export const uncached = (reply: FastifyReply) =>
  reply.header('cache-control', 'no-store').header('pragma', 'no-cache')

export function refuse(reply: FastifyReply, refusal: Refusal, correlationId: string) {
  uncached(reply).code(refusal.status)
  if (refusal.status === 401) reply.header('www-authenticate', 'Basic realm="OAuth2"')
  return reply.send({
    error: refusal.error,
    error_description: refusal.description,
    correlation_id: correlationId,
  })
}

export const invalidRequest = (description: string): Refusal => ({
  status: 400,
  error: 'invalid_request',
  description,
})
