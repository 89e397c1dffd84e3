import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { redirectsOf } from '#schema/application/ofTemplate.ts'
import { loadByApplicationId } from '../application/loadApplication.ts'
import { replaceSession } from '../directory/loginSession.ts'
import { signIn } from '../directory/signIn.ts'
import { refuseOnPage } from '../oauth/endpoints/authorizeExchange.ts'
import { isForm, readForm } from '../oauth/read/form.ts'
import type { Tenant } from '../tenant.ts'
import { localName } from './localName.ts'
import { isOwnForm } from './ownForm.ts'
import { html, sendPage } from './page.ts'
import { sessionCookie, sessionCookieOptions } from './sessionCookie.ts'
import { style } from './style.ts'

/** The sign-in page (contract.md 2.2): one form, no script. `cloudRedirect` is the way back to the authorization endpoint. */
export function loginPages(app: FastifyInstance, tenant: Tenant): void {
  app.get('/login', async (request, reply) => {
    const target = await targetOf(tenant, request)
    return target
      ? sendLogin(reply, { target, user: target.loginHint })
      : noTarget({ tenant, request, reply }, 'No way back to an application')
  })

  app.post('/login', async (request, reply) => {
    const target = await targetOf(tenant, request)
    const incoming = { tenant, request, reply }
    if (!target) return noTarget(incoming, 'No way back to an application')
    // Login CSRF: only our own page may send this form
    if (!isOwnForm(tenant, request)) return noTarget(incoming, 'A form of another page')
    const form = readForm(isForm(request.headers['content-type']) ? request.body : {})
    if ('fault' in form) return noTarget(incoming, form.fault)
    const user = form.get('user') ?? ''
    const outcome = await signIn(tenant, {
      name: user,
      password: form.get('password') ?? '',
      source: request.clientAddress,
      correlationId: request.id,
    })
    if ('refused' in outcome) {
      if (outcome.waitSeconds) reply.header('retry-after', outcome.waitSeconds)
      return sendLogin(reply, {
        target,
        user,
        fault: outcome.refused,
        status: outcome.waitSeconds ? 429 : 401,
      })
    }
    await replaceSession(tenant, { value: request.cookies[sessionCookie], by: outcome })
    return reply
      .setCookie(sessionCookie, outcome.session.value, sessionCookieOptions(tenant.url))
      .header('cache-control', 'no-store')
      .redirect(`/${target.path}`, 303)
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

type Target = {
  path: string
  applicationName: string
  redirectOrigin: string | undefined
  /** Whom the application expects (OpenID Connect Core §3.1.2.1); may be empty. */
  loginHint: string
}

/** Only the authorization endpoint of an application of this tenant; anything else would be an open redirect. */
async function targetOf(tenant: Tenant, request: FastifyRequest): Promise<Target | null> {
  const value = (request.query as Record<string, unknown>)['cloudRedirect']
  if (typeof value !== 'string') return null
  // It becomes a Location: printable ASCII only
  const match = /^OAuth2\/Authorize\/([A-Za-z0-9_-]+)\?([\x21-\x22\x24-\x5b\x5d-\x7e]*)$/i.exec(value)
  if (!match) return null
  const application = await loadByApplicationId(tenant.database.read, match[1] ?? '')
  if (!application) return null
  const query = new URLSearchParams(match[2])
  const redirect = query.get('redirect_uri')
  const registered = redirect !== null && redirectsOf(application).includes(redirect)
  return {
    path: value,
    applicationName: localName(application.config.description, request.headers['accept-language']),
    redirectOrigin: registered ? new URL(redirect).origin : undefined,
    loginHint: (query.get('login_hint') ?? '').slice(0, longestName),
  }
}

function sendLogin(
  reply: FastifyReply,
  {
    target,
    user = '',
    fault,
    status = 200,
  }: { target: Target; user?: string; fault?: string; status?: number },
) {
  const host = target.redirectOrigin ? new URL(target.redirectOrigin).host : null
  const body = html`
    <h1>Sign in</h1>
    <p class="quiet">to ${target.applicationName}${host ? html` at <strong>${host}</strong>` : null}</p>
    ${fault ? html`<p class="fault" role="alert" id="fault">${fault}</p>` : null}
    <form method="post" action="/login?cloudRedirect=${encodeURIComponent(target.path)}">
      <label for="user">Login name</label>
      <input
        id="user"
        name="user"
        value="${user}"
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
        required
        maxlength="${String(longestName)}"
        ${user ? null : html`autofocus`}
      />
      <label for="password">Password</label>
      <input
        id="password"
        name="password"
        type="password"
        autocomplete="current-password"
        required
        maxlength="1024"
        ${user ? html`autofocus` : null}
      />
      <button type="submit">Sign in</button>
    </form>
  `
  return sendPage(reply, { status, title: 'Sign in', body, formTarget: target.redirectOrigin })
}

const longestName = 200

const noTarget = (
  incoming: { tenant: Tenant; request: FastifyRequest; reply: FastifyReply },
  seen: string,
) => {
  const expected = 'The form of our own page, on the way to the authorization endpoint of an application'
  const text = 'This page is reached from an application. Open the application and sign in there.'
  return refuseOnPage(
    { ...incoming, application: null, clientId: null },
    {
      title: 'There is nothing to sign in to',
      text,
      verdict: {
        judgements: [{ id: 'signInReadable', passed: false, expected, seen }],
        refusal: { status: 400, error: 'invalid_request', description: text },
      },
    },
  )
}
