import type { FastifyReply } from 'fastify'
import { html, sendPage } from './page.ts'
import { loginPath, longestName, type Target } from './target.ts'

export function sendLogin(
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
    <form method="post" action="${loginPath(target)}">
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
