import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { signIn } from '../directory/signIn.ts'
import type { Tenant } from '../tenant.ts'
import { enter } from './enter.ts'
import { sendLogin } from './loginForm.ts'
import { askOnPage } from './newPassword.ts'
import { style } from './style.ts'
import { noTarget, ownFormOf, targetOf } from './target.ts'
import { nameKey } from '#schema/nameKey.ts'

/** The sign-in page (contract.md 2.2): one form, no script. `cloudRedirect` is the way back to the authorization endpoint. */
export function loginPages(app: FastifyInstance, tenant: Tenant): void {
  app.get('/login', async (request, reply) => {
    const incoming = { tenant, request, reply }
    const target = await targetOf(incoming)
    return target
      ? sendLogin(reply, { target, user: target.loginHint })
      : noTarget(incoming, 'No way back to an application')
  })

  app.post('/login', async (request, reply) => {
    const incoming = { tenant, request, reply }
    const sent = await ownFormOf(incoming)
    if ('answered' in sent) return sent.answered
    const { target, form } = sent
    const user = form.get('user') ?? ''
    if (target.expected !== null && nameKey(user) !== nameKey(target.expected))
      return sendLogin(reply, { target, fault: `Only ${target.expected} can confirm this.`, status: 403 })
    const outcome = await signIn(tenant, {
      name: user,
      password: form.get('password') ?? '',
      source: request.clientAddress,
      correlationId: request.id,
      onPage: true,
    })
    if ('refused' in outcome) {
      if (outcome.waitSeconds) reply.header('retry-after', outcome.waitSeconds)
      return sendLogin(reply, {
        target,
        user,
        fault: outcome.refused,
        status: outcome.unavailable ? 503 : outcome.waitSeconds ? 429 : 401,
      })
    }
    return 'session' in outcome
      ? enter(incoming, target, outcome)
      : askOnPage(incoming, target, outcome.toChange)
  })

  app.get('/pages/style.css', (_request, reply) =>
    reply
      .header('content-type', 'text/css; charset=utf-8')
      .header('cache-control', 'max-age=3600')
      .send(style),
  )
  const font = readFile(
    fileURLToPath(import.meta.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2')),
  )
  app.get('/pages/inter.woff2', async (_request, reply) =>
    reply
      .header('content-type', 'font/woff2')
      .header('cache-control', 'max-age=86400')
      .send(await font),
  )
}
