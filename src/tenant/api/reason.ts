import type { FastifyRequest } from 'fastify'
import { mostReason, reasonHeader } from '#schema/reason.ts'
import { Problem } from '../problem.ts'

/** Three letters for each byte of a letter of four. */
const mostSent = mostReason * 12

/** Why somebody makes a change, as they say it: percent-encoded UTF-8, since headers are ASCII. Undefined where nothing is said. */
export function reasonOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const sent = headers[reasonHeader]
  if (typeof sent !== 'string' || sent === '') return undefined
  const reason = sent.length > mostSent ? undefined : decoded(sent)?.trim()
  if (reason === undefined || reason.length > mostReason)
    throw new Problem(
      'invalid_request',
      `The reason of a change has at most ${mostReason} characters, percent-encoded in X-Gatewright-Reason. Send a shorter one, or none.`,
    )
  return reason === '' ? undefined : reason
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
