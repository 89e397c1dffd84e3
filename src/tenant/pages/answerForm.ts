import type { FastifyReply } from 'fastify'
import { receiverOf } from '#schema/receiver.ts'
import { sendPage } from './page.ts'
import { html } from './html.ts'

/** Hands an answer to the application by a form that sends itself; without script, by a button (OAuth 2.0 Form Post Response Mode). */
export function answerForm(
  reply: FastifyReply,
  { redirectUri, fields }: { redirectUri: string; fields: Record<string, string> },
) {
  const { name: host, source } = receiverOf(redirectUri)
  const body = html`
    <h1>Back to ${host}</h1>
    <form method="post" action="${redirectUri}">
      ${Object.entries(fields).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
      )}
      <button type="submit">Continue</button>
    </form>
  `
  return sendPage(reply, {
    status: 200,
    title: 'Continue',
    body,
    formTarget: source,
    script: 'document.forms[0].submit()',
  })
}
