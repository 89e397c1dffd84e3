import type { FastifyReply, FastifyRequest } from 'fastify'
import { cookiesByState } from '#platform/cookiesByState.ts'
import type { Bff } from './bff.ts'
import { lifetimes } from './lifetimes.ts'
import type { Begun } from './signIn.ts'
import { readRecord } from './signInRecord.ts'

/** More tabs than anybody signs in with; their cookies stay below a third of what a request may carry. */
const mostAtOnce = 8

const cookiesOf = ({ cookies: { signIn } }: Bff) => cookiesByState({ ...signIn, most: mostAtOnce })

/** The cookie outlives the sign-in: a page that was left open still leads where it was going (PB-09). */
export function giveSignInCookie(
  bff: Bff,
  browser: { request: FastifyRequest; reply: FastifyReply },
  { secret, address, record }: Begun,
): FastifyReply {
  return cookiesOf(bff).give(browser, {
    state: stateIn(address.searchParams),
    value: `${secret}.${record}`,
    seconds: lifetimes.signInCookie / 1000,
  })
}

/** What this browser holds of the sign-in that is answered, whether or not the answer is one; taking it away leaves those of other tabs. */
export function signInCookieOf(bff: Bff, request: FastifyRequest, answer: URLSearchParams) {
  const cookies = cookiesOf(bff)
  const state = stateIn(answer)
  const [secret = '', record = ''] = (cookies.held(request, state) ?? '').split('.')
  return {
    secret,
    record: readRecord(bff.keys, secret, record),
    take: (reply: FastifyReply) => cookies.take(reply, state),
  }
}

const stateIn = (parameters: URLSearchParams) => parameters.get('state') ?? ''
