import type { FastifyReply } from 'fastify'
import { sendPage } from './page.ts'
import { reasonLink } from './reasonAddress.ts'
import { html } from './html.ts'

/** A refusal that must not be redirected anywhere: what happened, and the ID under which an administrator finds the reason. */
export function errorPage(
  reply: FastifyReply,
  {
    status,
    title,
    text,
    correlationId,
  }: { status: number; title: string; text: string; correlationId: string },
) {
  const body = html`
    <h1>${title}</h1>
    <p>${text}</p>
    <p class="quiet">
      Tell whoever looks after the application this ID. Their event log has the precise reason.
    </p>
    <p><code>${correlationId}</code></p>
    ${reasonLink(reply, correlationId)}
  `
  return sendPage(reply, { status, title, body })
}
