import type { FastifyInstance } from 'fastify'
import { askNewPassword, chooseNewPassword } from '../directory/newPassword.ts'
import { Problem } from '../problem.ts'
import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { enter } from './enter.ts'
import { sendLogin } from './loginForm.ts'
import { sendNewPassword } from './newPasswordForm.ts'
import { loginPath, noTarget, ownFormOf, targetOf, type Incoming, type Target } from './target.ts'

/** Where somebody goes on who has to choose another password before signing in. There is no session before that. */
export function newPasswordPages(app: FastifyInstance, tenant: Tenant): void {
  // Somebody who opens the address of the page again: its form was an answer to a sign-in
  app.get('/new-password', async (request, reply) => {
    const target = await targetOf({ tenant, request })
    return target
      ? reply.redirect(loginPath(target), 302)
      : noTarget({ tenant, request, reply }, 'No way back to an application')
  })

  app.post('/new-password', async (request, reply) => {
    const incoming = { tenant, request, reply }
    const sent = await ownFormOf(incoming)
    if ('answered' in sent) return sent.answered
    const { target, form } = sent
    const held = { sessionId: form.get('step') ?? '', user: form.get('user') ?? '' }
    try {
      const letIn = await chooseNewPassword(tenant, {
        sessionId: held.sessionId,
        password: form.get('password') ?? '',
        again: form.get('again') ?? '',
        source: request.clientAddress,
        correlationId: request.id,
        onPage: true,
      })
      return await enter(incoming, target, letIn)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return error.code === 'gone'
        ? sendLogin(reply, { target, user: held.user, fault: error.message, status: 400 })
        : sendNewPassword(reply, { target, ...held, fault: error.message })
    }
  })
}

/** Asks for another password on the page, instead of letting in. */
export async function askOnPage({ tenant, request, reply }: Incoming, target: Target, user: Row<'user'>) {
  const sessionId = await askNewPassword(tenant, { user, source: request.clientAddress })
  return sendNewPassword(reply, { target, user: user.name, sessionId })
}
