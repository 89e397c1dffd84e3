import type { FastifyInstance } from 'fastify'
import { fewAMinute } from '#platform/fewAMinute.ts'
import type { Bff } from './bff.ts'
import { forBrowser } from './forBrowser.ts'
import { beginSession, sessionKey } from './session.ts'
import { beginSignIn, takeSignIn } from './signIn.ts'
import { giveSignInCookie, signInCookieOf } from './signInCookie.ts'
import { confirmAgain } from './confirmRoutes.ts'
import { ownPage } from './returnTo.ts'
import type { SignInRecord } from './signInRecord.ts'
import { notOurs, wordSignInFault } from './signInFault.ts'

/** Where the browser goes to sign in and comes back (BF-11). Both are visited as pages, so faults are pages too. */
export function signInRoutes(app: FastifyInstance, bff: Bff): void {
  const { session } = bff.cookies
  // Anybody can come with a made-up answer to a sign-in that they began
  const mayLog = fewAMinute(30, bff.clock)

  const acts = { config: { withoutHead: true } } as const
  app.get<{ Querystring: { returnTo?: unknown; as?: unknown } }>(
    '/bff/sign-in',
    acts,
    async (request, reply) => {
      const returnTo = ownPage(request.query.returnTo, bff.consoleUrl)
      const begun = await beginSignIn(bff, {
        returnTo,
        confirms: false,
        ...(request.query.as === 'anybody' ? { again: 'anybody' as const } : {}),
        sessionKey: sessionKey(bff, request) ?? null,
      })
      return giveSignInCookie(bff, { request, reply }, begun).redirect(begun.address.href, 302)
    },
  )

  app.get('/callback', acts, async (request, reply) => {
    const answer = new URLSearchParams(request.raw.url?.split('?')[1])
    const { secret, record, take } = signInCookieOf(bff, request, answer)
    if (!secret || !bff.relyingParty.isAnswer(answer, secret)) throw notOurs()
    const begun = record && (await takeSignIn(bff, secret, record))
    take(reply)
    // Too late, or answered already: whoever has typed a password meanwhile is let in without another one (PB-09)
    if (!begun) return reply.redirect(anew(record), 302)

    const next = begun.asked && confirmAgain(begun.returnTo)
    const signedIn = await bff.relyingParty
      .redeem(answer, secret, forBrowser(bff, request), begun.asked)
      .catch((error: unknown) => {
        if (mayLog()) request.log.warn({ err: error }, 'the sign-in was not completed')
        throw wordSignInFault(error, bff.tenantUrl, next)
      })
    const id = await beginSession(bff, signedIn, [begun.sessionKey, sessionKey(bff, request)])
    // The cookie is Strict: after a tenant on another site it does not come with this redirect, but with the page's own requests.
    return reply.setCookie(session.name, id, session.options).redirect(begun.returnTo, 302)
  })
}

/** Where a sign-in is begun again that leads the same way. */
function anew(record: SignInRecord | undefined): string {
  if (!record) return '/bff/sign-in'
  return record.confirms
    ? confirmAgain(record.path).href
    : `/bff/sign-in?returnTo=${encodeURIComponent(record.path)}`
}
