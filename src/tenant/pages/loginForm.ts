import type { FastifyReply } from 'fastify'
import { sendPage } from './page.ts'
import { localLoginPath, loginPath, longestName, type Target } from './target.ts'
import { html } from './html.ts'

export function sendLogin(
  reply: FastifyReply,
  {
    target,
    user = '',
    fault,
    status = 200,
    step = 'both',
    local = false,
  }: {
    target: Target
    user?: string
    fault?: string
    status?: number
    /** The name alone is asked for where rules send some people to an identity provider, and the password then. */
    step?: 'both' | 'name' | 'password'
    /** The page of those who keep a sign-in here whatever the rules say (RT-02). */
    local?: boolean
  },
) {
  const { expected } = target
  const name = expected ?? user
  const title = expected === null ? 'Sign in' : 'Confirm that it is you'
  const where = `${expected === null ? 'to' : 'for'} ${target.applicationName}`
  const host = target.receiver?.name
  const nameIsFixed = expected !== null || step === 'password'
  const asksPassword = step !== 'name'
  const confirms = expected === null ? 'Sign in' : 'Confirm'
  const body = html`
    <h1>${title}</h1>
    <p class="quiet">${where}${host ? html` at <strong>${host}</strong>` : null}</p>
    ${fault ? html`<p class="fault" role="alert" id="fault">${fault}</p>` : null}
    <form method="post" action="${local ? localLoginPath(target) : loginPath(target)}">
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
        ${nameIsFixed ? html`readonly` : null}
        ${name ? null : html`autofocus`}
      />
      ${
        asksPassword
          ? html`<label for="password">Password</label>
              <input
                id="password"
                name="password"
                type="password"
                autocomplete="current-password"
                required
                maxlength="1024"
                ${name ? html`autofocus` : null}
              />`
          : null
      }
      ${step === 'both' ? null : html`<input type="hidden" name="step" value="${step}" />`}
      <button type="submit">${asksPassword ? confirms : 'Next'}</button>
    </form>
    ${
      step === 'password' && expected === null
        ? html`<p class="after"><a href="${loginPath(target)}">Another login name</a></p>`
        : null
    }
  `
  return sendPage(reply, { status, title, body, formTarget: target.receiver?.source })
}
