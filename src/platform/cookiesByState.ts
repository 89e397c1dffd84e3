import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'

export type CookiesByState = {
  /** Gives the cookie of a sign-in that begins; of too many the oldest go. */
  give(
    browser: { request: FastifyRequest; reply: FastifyReply },
    cookie: { state: string; value: string; seconds: number },
  ): FastifyReply
  /** What this browser holds of a sign-in. */
  held(request: FastifyRequest, state: string): string | undefined
  /** Takes it away and leaves those of other tabs. */
  take(reply: FastifyReply, state: string): FastifyReply
}

/**
 * A cookie of its own for each sign-in under way, so that several tabs can begin at once (PB-09). It is found by the state that comes back: the name goes on
 * with its first letters, which are in the address anyway.
 * @param most more tabs than anybody signs in with, so few that a request can carry their cookies
 */
export function cookiesByState({
  name,
  options,
  most,
}: {
  name: string
  options: CookieSerializeOptions
  most: number
}): CookiesByState {
  const nameOf = (state: string) => `${name}-${state.slice(0, 8).replaceAll(/[^\w-]/g, '')}`
  return {
    give({ request, reply }, { state, value, seconds }) {
      const held = Object.keys(request.cookies).filter((each) => each.startsWith(`${name}-`))
      // Browsers send the oldest first
      for (const each of held.slice(0, Math.max(0, held.length - most + 1))) reply.clearCookie(each, options)
      return reply.setCookie(nameOf(state), value, { ...options, maxAge: seconds })
    },
    held: (request, state) => request.cookies[nameOf(state)],
    take: (reply, state) => reply.clearCookie(nameOf(state), options),
  }
}
