import type { FastifyReply } from 'fastify'
import { shortestPassword } from '#schema/password.ts'
import { longestPassword } from '#schema/upTo.ts'
import { sendPage } from './page.ts'
import { wayBack, type Target } from './target.ts'
import { html } from './html.ts'

const rules = [
  `At least ${shortestPassword} characters`,
  'None that is guessed first, such as Password1! or 12345678',
  'Neither your login name nor the password that you have now',
]

/** Asks twice for another password. The name is in the form for password managers, which keep the new password under it. */
export function sendNewPassword(
  reply: FastifyReply,
  { target, user, sessionId, fault }: { target: Target; user: string; sessionId: string; fault?: string },
) {
  const described = `aria-describedby="${fault === undefined ? 'rules' : 'fault rules'}"`
  const field = {
    html: `type="password" autocomplete="new-password" required maxlength="${longestPassword}" ${described}${fault === undefined ? '' : ' aria-invalid="true"'}`,
  }
  const body = html`
    <h1>Choose a new password</h1>
    <p class="quiet">for ${user}, before you go on to ${target.applicationName}.</p>
    ${fault === undefined ? null : html`<p class="fault" role="alert" id="fault">${fault}</p>`}
    <form method="post" action="/new-password?${wayBack(target)}">
      <input type="hidden" name="step" value="${sessionId}" />
      <input type="hidden" name="user" value="${user}" autocomplete="username" />
      <ul class="rules" id="rules">
        ${rules.map((rule) => html`<li>${rule}</li>`)}
      </ul>
      <label for="password">New password</label>
      <input id="password" name="password" ${field} autofocus />
      <label for="again">New password again</label>
      <input id="again" name="again" ${field} />
      <button type="submit">Change password and sign in</button>
    </form>
  `
  return sendPage(reply, {
    status: fault === undefined ? 200 : 400,
    title: 'New password',
    body,
    formTarget: target.receiver?.source,
  })
}
