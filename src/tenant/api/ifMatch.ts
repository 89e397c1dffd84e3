import type { FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import { Problem } from '../problem.ts'

/**
 * The version that an edit started from, in If-Match (RFC 9110 §13.1.1); a stale edit is refused with it. The console has to say it, so that nobody
 * who edits there overwrites what they have not seen. Programs written for the vendor's contract do not know it: without, the last write wins and
 * leaves a version to go back to (CF-01).
 */
export function expectedVersion({
  actor,
  request,
}: {
  actor: Pick<Actor, 'throughConsole'>
  request: Pick<FastifyRequest, 'headers'>
}): number | undefined {
  const sent = request.headers['if-match']
  if (sent === undefined) {
    if (!actor.throughConsole) return undefined
    throw new Problem(
      'unversioned',
      'An edit in the console has to say in If-Match which version it started from.',
    )
  }
  // Not *, which would match what nobody has seen; nor a list, nor W/, which never matches
  const version = /^"([1-9]\d{0,8})"$/.exec(sent)?.[1]
  if (version !== undefined) return Number(version)
  throw new Problem('invalid_request', 'If-Match has to be the version that was read, in quotes: "7".')
}
