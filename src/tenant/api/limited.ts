import type { FastifyReply } from 'fastify'
import { waitInWords } from '../directory/attemptLimit.ts'
import { Problem } from '../problem.ts'

/** HTTP 429 that says when to try again. */
export function limited(reply: FastifyReply, waitSeconds: number): Problem {
  reply.header('retry-after', waitSeconds)
  return new Problem('limited', waitInWords(waitSeconds))
}
