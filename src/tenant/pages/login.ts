import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { agentOf } from '#schema/routing/userAgent.ts'
import { signIn } from '../directory/signIn.ts'
import { admit, asksNameFirst, onlyFederation } from '../federation/admit.ts'
import type { Providers } from '../federation/providers.ts'
import type { Tenant } from '../tenant.ts'
import { enter } from './enter.ts'
import { sendLogin } from './loginForm.ts'
import { askOnPage } from './newPassword.ts'
import { style } from './style.ts'
import { leaveToSignIn } from './leaveToSignIn.ts'
import { noTarget, ownFormOf, targetOf, type Incoming } from './target.ts'
import { nameKey } from '#schema/nameKey.ts'

/** The sign-in page (contract.md 2.2): name and password, or first the name where rules send some people elsewhere; no script. `cloudRedirect` is the way back to the authorization endpoint. */
export function loginPages(app: FastifyInstance, tenant: Tenant, providers: Providers): void {
  for (const local of [false, true])
    app.get(local ? '/login/local' : '/login', async (request, reply) => {
      const incoming = { tenant, request, reply }
      const target = await targetOf(incoming)
      if (!target) return noTarget(incoming, 'No way back to an application')
      const step = !local && (await asksNameFirst(tenant.database.read)) ? 'name' : 'both'
      return sendLogin(reply, { target, user: target.loginHint, step, local })
    })

  for (const local of [false, true])
    app.post(local ? '/login/local' : '/login', (request, reply) =>
      answerForm({ tenant, request, reply }, { providers, local }),
    )

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

async function answerForm(
  incoming: Incoming,
  { providers, local }: { providers: Providers; local: boolean },
) {
  const { tenant, request, reply } = incoming
  const sent = await ownFormOf(incoming)
  if ('answered' in sent) return sent.answered
  const { target, form } = sent
  const user = form.get('user') ?? ''
  // An empty one counts as left out (RFC 6749 §3.1), and is wrong where it was asked for
  const password = form.get('step') === 'name' ? null : (form.get('password') ?? '')
  const again = { target, user, local, step: form.get('step') === 'password' ? 'password' : 'both' } as const
  if (target.expected !== null && nameKey(user) !== nameKey(target.expected))
    return sendLogin(reply, { ...again, fault: `Only ${target.expected} can confirm this.`, status: 403 })
  const leave = (identityProvider: string) =>
    leaveToSignIn(incoming, providers, { ...target, identityProvider, name: user })
  const door = local ? 'local' : agentOf('page', request.headers['user-agent'])
  if (password === null) {
    const admitted = await admit(tenant.database.read, { name: user, door })
    if (admitted.to === 'identityProvider') return leave(admitted.id)
    return admitted.to === 'nowhere'
      ? sendLogin(reply, { ...again, step: 'name', fault: onlyFederation, status: 403 })
      : sendLogin(reply, { ...again, step: 'password' })
  }
  const outcome = await signIn(tenant, {
    name: user,
    password,
    door,
    source: request.clientAddress,
    correlationId: request.id,
    onPage: true,
  })
  if ('routed' in outcome) return leave(outcome.routed.id)
  if ('refused' in outcome) {
    if (outcome.waitSeconds) reply.header('retry-after', outcome.waitSeconds)
    const status = outcome.unavailable ? 503 : outcome.waitSeconds ? 429 : outcome.nowhere ? 403 : 401
    const step = outcome.nowhere ? 'name' : again.step
    return sendLogin(reply, { ...again, step, fault: outcome.refused, status })
  }
  return 'session' in outcome
    ? enter(incoming, target, outcome)
    : askOnPage(incoming, target, outcome.toChange)
}
