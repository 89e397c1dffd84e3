import type { FastifyInstance } from 'fastify'
import type { Bff } from './bff.ts'
import { forBrowser } from './forBrowser.ts'
import { lifetimes } from './lifetimes.ts'
import { beginSession, sessionKey } from './session.ts'
import { beginSignIn, takeSignIn } from './signIn.ts'
import { confirmAgain } from './confirmRoutes.ts'
import { ownPage } from './returnTo.ts'
import { notOurs, wordSignInFault } from './signInFault.ts'

/** Where the browser goes to sign in and comes back (BF-11). Both are visited as pages, so faults are pages too. */
export function signInRoutes(app: FastifyInstance, bff: Bff): void {
  const { session, signIn } = bff.cookies

  const acts = { config: { withoutHead: true } } as const
  app.get<{ Querystring: { returnTo?: unknown; as?: unknown } }>(
    '/bff/sign-in',
    acts,
    async (request, reply) => {
      const { secret, url } = await beginSignIn(bff, {
        returnTo: ownPage(request.query.returnTo, bff.consoleUrl),
        ...(request.query.as === 'anybody' ? { again: 'anybody' as const } : {}),
        sessionKey: sessionKey(bff, request) ?? null,
      })
      return reply
        .setCookie(signIn.name, secret, { ...signIn.options, maxAge: lifetimes.signIn / 1000 })
        .redirect(url.href, 302)
    },
  )

  app.get('/callback', acts, async (request, reply) => {
    const secret = request.cookies[signIn.name]
    const answer = new URLSearchParams(request.raw.url?.split('?')[1])
    if (!secret || !bff.relyingParty.isAnswer(answer, secret)) throw notOurs()
    const begun = await takeSignIn(bff, secret)
    reply.clearCookie(signIn.name, signIn.options)
    if (!begun) throw notOurs()

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
