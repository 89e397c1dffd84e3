import type { FastifyInstance } from 'fastify'
import type { Bff } from './bff.ts'
import { forBrowser } from './forBrowser.ts'
import { beginSession, sessionKey } from './session.ts'
import { beginSignIn, takeSignIn } from './signIn.ts'
import { giveSignInCookie, signInCookieOf } from './signInCookie.ts'
import { confirmAgain } from './confirmRoutes.ts'
import { ownPage } from './returnTo.ts'
import { notOurs, wordSignInFault } from './signInFault.ts'

/** Where the browser goes to sign in and comes back (BF-11). Both are visited as pages, so faults are pages too. */
export function signInRoutes(app: FastifyInstance, bff: Bff): void {
  const { session } = bff.cookies

  const acts = { config: { withoutHead: true } } as const
  app.get<{ Querystring: { returnTo?: unknown; as?: unknown } }>(
    '/bff/sign-in',
    acts,
    async (request, reply) => {
      const returnTo = ownPage(request.query.returnTo, bff.consoleUrl)
      const { secret, address } = await beginSignIn(bff, {
        returnTo,
        ...(request.query.as === 'anybody' ? { again: 'anybody' as const } : {}),
        sessionKey: sessionKey(bff, request) ?? null,
      })
      const { pathname, search, hash } = new URL(returnTo)
      const restart = `/bff/sign-in?returnTo=${encodeURIComponent(pathname + search + hash)}`
      return giveSignInCookie(bff, { request, reply }, { secret, address, restart }).redirect(
        address.href,
        302,
      )
    },
  )

  app.get('/callback', acts, async (request, reply) => {
    const answer = new URLSearchParams(request.raw.url?.split('?')[1])
    const { secret, restart, take } = signInCookieOf(bff, request, answer)
    if (!secret || !bff.relyingParty.isAnswer(answer, secret)) throw notOurs()
    const begun = await takeSignIn(bff, secret)
    take(reply)
    // Too late, or answered already: whoever has typed a password meanwhile is let in without another one (PB-09)
    if (!begun) return reply.redirect(restart, 302)

    const next = begun.asked && confirmAgain(begun.returnTo)
    const signedIn = await bff.relyingParty
      .redeem(answer, secret, forBrowser(bff, request), begun.asked)
      .catch((error: unknown) => {
        request.log.warn({ err: error }, 'the sign-in was not completed')
        throw wordSignInFault(error, bff.tenantUrl, next)
      })
    const id = await beginSession(bff, signedIn, [begun.sessionKey, sessionKey(bff, request)])
    // The cookie is Strict: after a tenant on another site it does not come with this redirect, but with the page's own requests.
    return reply.setCookie(session.name, id, session.options).redirect(begun.returnTo, 302)
  })
}
