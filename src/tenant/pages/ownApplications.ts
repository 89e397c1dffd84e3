import type { FastifyInstance } from 'fastify'
import { readStored } from '#schema/category.ts'
import { trust } from '#schema/application/trust.ts'
import { onWhichHolds } from '../application/seenBy.ts'
import { startedAt } from '../application/startedAt.ts'
import { standingOf, type Standing } from '../directory/rightsOf.ts'
import { signedIn } from '../oauth/read/signedIn.ts'
import type { Tenant } from '../tenant.ts'
import { html } from './html.ts'
import { sendPage } from './page.ts'
import type { Incoming } from './target.ts'

/** Applications on one page. */
const most = 50

/** The way to the page; `to` is where somebody wants to be instead. */
export const applicationsPath = (to: string | null): string =>
  to === null || to.length > longest
    ? 'Applications'
    : `Applications?${new URLSearchParams({ to }).toString()}`

/** What of an address is kept on the way to an identity provider and back. */
const longest = 1000

/** The applications of whoever is signed in: where people arrive who began at an identity provider and named no other goal (FC-14). */
export function applicationsPage(app: FastifyInstance, tenant: Tenant): void {
  app.get('/Applications', { config: { navigatedTo: true, withoutHead: true } }, async (request, reply) => {
    const incoming = { tenant, request, reply }
    const { to, page } = request.query as Record<string, unknown>
    const session = await signedIn(tenant, request)
    const standing = session && (await standingOf(tenant.database.read, session.userId))
    if (standing?.user.state !== 'None') return nobody(incoming)
    if (typeof to === 'string' && (await startedAt(tenant, { standing, address: to })))
      return reply.header('cache-control', 'no-store').redirect(to, 303)
    const number = typeof page === 'string' && /^\d{1,6}$/.test(page) ? Number(page) : 0
    return list(incoming, standing, number)
  })
}

function nobody({ reply }: Incoming) {
  const title = 'You are not signed in'
  const body = html`
    <h1>${title}</h1>
    <p>Open the application that you want to use, or start where your account is.</p>
  `
  return sendPage(reply, { status: 401, title, body })
}

async function list({ tenant, reply }: Incoming, standing: Standing, page: number) {
  const holder = { id: standing.user.id, ...standing }
  const rows = await tenant.database.read
    .selectFrom('application')
    .select(['name', 'config'])
    .where('built_in', '=', 0)
    .where(onWhichHolds(holder, 'Run'))
    .where(onWhichHolds(holder, 'View'))
    .orderBy('sort_key')
    .orderBy('id')
    .limit(most + 1)
    .offset(page * most)
    .execute()
  const shown = rows.slice(0, most).map(({ name, config }) => ({ name, address: addressIn(config) }))
  const title = 'Your applications'
  const body = html`
    <h1>${title}</h1>
    <p class="quiet">Signed in as ${standing.user.name}</p>
    ${
      shown.length === 0
        ? html`<p>There are none yet. Ask whoever sent you here.</p>`
        : html`<ul class="scopes">
            ${shown.map(
              ({ name, address }) =>
                html`<li>
                  ${
                    address === ''
                      ? html`${name} <span class="quiet">Open it at its own address</span>`
                      : html`<a href="${address}">${name}</a>`
                  }
                </li>`,
            )}
          </ul>`
    }
    ${page > 0 ? html`<p class="after"><a href="/Applications?page=${String(page - 1)}">Previous</a></p>` : null}
    ${
      rows.length > most
        ? html`<p class="after"><a href="/Applications?page=${String(page + 1)}">Next</a></p>`
        : null
    }
  `
  return sendPage(reply, { status: 200, title, body })
}

/** What opens an application from here (Trust, Resource application URL). */
function addressIn(config: string): string {
  const { trust: own } = readStored([trust], JSON.parse(config) as Record<string, unknown>)
  return own.serviceProviderConfiguration === 'Portal' ? own.resourceApplicationUrl : ''
}
