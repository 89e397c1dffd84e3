import type { FastifyInstance } from 'fastify'
import type { Tenant } from '../tenant.ts'
import { sendPage } from './page.ts'
import { html } from './html.ts'

/** For whoever opens the tenant's address in a browser: nothing is done here, and where it is. */
export function homePage(app: FastifyInstance, tenant: Tenant): void {
  app.get('/', (_request, reply) => {
    const body = html`
      <h1>An identity tenant</h1>
      <p>Applications send you here to sign in. Open the application that you want to use.</p>
      <p class="quiet">Administrators work in the <a href="${tenant.consoleUrl}">admin console</a>.</p>
    `
    return sendPage(reply, { status: 200, title: 'Identity tenant', body })
  })
}
