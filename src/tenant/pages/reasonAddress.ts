import type { FastifyReply } from 'fastify'
import type { Tenant } from '../tenant.ts'
import { html } from './html.ts'

declare module 'fastify' {
  interface FastifyInstance {
    consoleUrl: string
  }
}

/** Where the console says why a request was refused, to whoever may read the audit log. */
export const reasonAddress = ({ consoleUrl }: Pick<Tenant, 'consoleUrl'>, correlationId: string) =>
  `${consoleUrl}/events/${encodeURIComponent(correlationId)}`

/** On a page that tells a correlation ID. */
export const reasonLink = (reply: FastifyReply, correlationId: string) => html`
  <p class="quiet">
    Administrators and support staff:
    <a href="${reasonAddress(reply.server, correlationId)}">find out why in the admin console</a>.
  </p>
`
