import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Bff } from './bff.ts'
import { lifetimes } from './lifetimes.ts'
import type { Begun } from './signIn.ts'
import { readRecord } from './signInRecord.ts'

/** More tabs than anybody signs in with; their cookies stay below a third of what a request may carry. */
const mostAtOnce = 8

/**
 * Each sign-in has its own cookie, found by the state that comes back, so that several tabs can begin at once (PB-09). The cookie outlives
 * the sign-in: a page that was left open still leads where it was going.
 */
export function giveSignInCookie(
  { cookies: { signIn } }: Bff,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { secret, address, record }: Begun,
): FastifyReply {
  const held = Object.keys(request.cookies).filter((name) => name.startsWith(signIn.name))
  // Browsers send the oldest first
  for (const name of held.slice(0, Math.max(0, held.length - mostAtOnce + 1)))
    reply.clearCookie(name, signIn.options)
  return reply.setCookie(nameOf(signIn.name, address.searchParams), `${secret}.${record}`, {
    ...signIn.options,
    maxAge: lifetimes.signInCookie / 1000,
  })
}

/** What this browser holds of the sign-in that is answered, whether or not the answer is one; taking it away leaves those of other tabs. */
export function signInCookieOf(
  { cookies: { signIn }, keys }: Bff,
  request: FastifyRequest,
  answer: URLSearchParams,
) {
  const name = nameOf(signIn.name, answer)
  const [secret = '', record = ''] = (request.cookies[name] ?? '').split('.')
  return {
    secret,
    record: readRecord(keys, secret, record),
    take: (reply: FastifyReply) => reply.clearCookie(name, signIn.options),
  }
}

/** The first letters of the state, which is in the address anyway. */
const nameOf = (name: string, parameters: URLSearchParams) =>
  `${name}-${(parameters.get('state') ?? '').slice(0, 8).replaceAll(/[^\w-]/g, '')}`
