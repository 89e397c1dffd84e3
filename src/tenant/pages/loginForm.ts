import type { FastifyReply } from 'fastify'
import { sendPage } from './page.ts'
import { loginPath, longestName, type Target } from './target.ts'
import { html } from './html.ts'

export function sendLogin(
  reply: FastifyReply,
  {
    target,
    user = '',
    fault,
    status = 200,
  }: { target: Target; user?: string; fault?: string; status?: number },
) {
  const { expected } = target
  const name = expected ?? user
  const title = expected === null ? 'Sign in' : 'Confirm that it is you'
  const where = `${expected === null ? 'to' : 'for'} ${target.applicationName}`
  const host = target.receiver?.name
  const body = html`
    <h1>${title}</h1>
    <p class="quiet">${where}${host ? html` at <strong>${host}</strong>` : null}</p>
    ${fault ? html`<p class="fault" role="alert" id="fault">${fault}</p>` : null}
    <form method="post" action="${loginPath(target)}">
      <label for="user">Login name</label>
      <input
        id="user"
        name="user"
        value="${name}"
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
        required
        maxlength="${String(longestName)}"
        ${expected === null ? null : html`readonly`}
        ${name ? null : html`autofocus`}
      />
      <label for="password">Password</label>
      <input
        id="password"
        name="password"
        type="password"
        autocomplete="current-password"
        required
        maxlength="1024"
        ${name ? html`autofocus` : null}
      />
      <button type="submit">${expected === null ? 'Sign in' : 'Confirm'}</button>
    </form>
  `
  return sendPage(reply, { status, title, body, formTarget: target.receiver?.source })
}
