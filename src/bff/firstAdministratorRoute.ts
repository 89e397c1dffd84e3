import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NoAnswer } from '#platform/outbound/originFetch.ts'
import { api } from '#schema/api.ts'
import type { Bff } from './bff.ts'
import { refusal } from './faults.ts'
import { forBrowser } from './forBrowser.ts'
import { beginSession, sessionKey } from './session.ts'
import { slow, strange, unreachable } from './tenantFaults.ts'

const created = z.object({ success: z.literal(true), Result: z.object({ Auth: z.string().min(1) }) })
const refused = z.looseObject({ success: z.literal(false) })

/** Creates the first administrator and signs in as that person at once. */
export function firstAdministratorRoute(app: FastifyInstance, bff: Bff): void {
  const { tenantUrl, ask, relyingParty, cookies } = bff
  const { host } = new URL(tenantUrl)

  app.post('/bff/setup', async (request, reply) => {
    const forWhom = forBrowser(bff, request)
    const answer = await ask(`${tenantUrl}${api.createAdministrator.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...forWhom },
      body: JSON.stringify(request.body),
    }).catch((error: unknown) => {
      throw error instanceof NoAnswer && error.reason === 'slow' ? slow(host) : unreachable(host)
    })
    const body: unknown = await answer.json().catch(() => undefined)

    const problem = refused.safeParse(body)
    if (problem.success) {
      const wait = answer.headers.get('retry-after')
      if (wait !== null) reply.header('retry-after', wait)
      return reply.code(answer.status).send(problem.data)
    }
    const success = created.safeParse(body)
    if (!success.success) throw strange(host)

    const { Auth } = success.data.Result
    const signedIn = await relyingParty.signInAs(Auth, forWhom).catch((error: unknown) => {
      request.log.warn({ err: error }, 'signing in after the setup failed')
      throw refusal(
        502,
        'unavailable',
        'The administrator was created, but could not be signed in. Sign in with the name and password you have just chosen.',
      )
    })
    const id = await beginSession(bff, signedIn, [sessionKey(bff, request)])
    return reply.setCookie(cookies.session.name, id, cookies.session.options).send({ user: signedIn.user })
  })
}
