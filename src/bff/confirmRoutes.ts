import type { FastifyInstance } from 'fastify'
import type { Bff } from './bff.ts'
import { plainPage } from './plainPage.ts'
import { ownPage } from './returnTo.ts'
import { idTokenIn, sessionKey, sessionOf } from './session.ts'
import { beginSignIn } from './signIn.ts'
import { giveSignInCookie } from './signInCookie.ts'
import type { NextStep } from './signInFault.ts'

/**
 * Somebody who is signed in proves it again on the tenant's own page (BF-14). The page opens in a window of its own and tells the console at
 * the end; with `returnTo` it opens in the console's window. The session gets a new id (BF-03), and the console repeats what was refused.
 */
export function confirmRoutes(app: FastifyInstance, bff: Bff): void {
  const ownWindow = new URL(end, bff.consoleUrl).href

  const acts = { config: { withoutHead: true } } as const
  app.get<{ Querystring: { returnTo?: unknown } }>('/bff/confirm', acts, async (request, reply) => {
    const { returnTo } = request.query
    const session = await sessionOf(bff, request)
    const back = returnTo === undefined ? ownWindow : ownPage(returnTo, bff.consoleUrl)
    const begun = await beginSignIn(bff, {
      returnTo: back,
      confirms: true,
      sessionKey: sessionKey(bff, request) ?? null,
      // Without a session anybody may sign in: the console then sees who it is
      ...(session ? { again: { user: session.user, idToken: idTokenIn(bff, session) } } : {}),
    })
    return giveSignInCookie(bff, { request, reply }, begun).redirect(begun.address.href, 302)
  })

  app.get(end, (_request, reply) => {
    const { headers, body } = plainPage({
      title: 'Confirmed',
      text: ['It is you. Go on in the window of the console; this one can be closed.'],
      script: `${end}.js`,
    })
    return reply.headers(headers).send(body)
  })

  app.get(`${end}.js`, (_request, reply) => reply.type('text/javascript; charset=utf-8').send(script))
}

const end = '/bff/confirmed'

/** The tenant's policy for windows cuts the tie to the one that opened this, so it is told by name. */
const script = `new BroadcastChannel('gatewright-confirmed').postMessage('confirmed')
window.close()
`

/** How to try again what did not come to its end. @param returnTo an address of ours, or its path */
export function confirmAgain(returnTo: string): NextStep {
  const { pathname, search } = new URL(returnTo, 'http://localhost')
  const query = pathname === end ? '' : `?returnTo=${encodeURIComponent(pathname + search)}`
  return { href: `/bff/confirm${query}`, label: 'Try again' }
}
