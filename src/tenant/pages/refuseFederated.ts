import type { FederationFault } from '../federation/federationFault.ts'
import { errorPage } from './errorPage.ts'
import { html } from './html.ts'
import { reasonLink } from './reasonAddress.ts'
import { sendPage } from './page.ts'
import { beginAgain, type Incoming } from './target.ts'

/** What an identity provider said, or did not say: in words to the person, and in full to the event log. */
export async function refuseFederated(
  { tenant, request, reply }: Incoming,
  {
    identityProvider,
    fault,
    path,
  }: { identityProvider: string; fault: FederationFault; path?: string | undefined },
) {
  const { check, expected, seen, cure, message } = fault
  await tenant.strangerEvents.record(
    { id: null, name: '', ip: request.clientAddress, correlationId: request.id },
    {
      type: 'Cloud.Core.LoginFail',
      level: 'Warning',
      object: { type: 'identityProvider', id: identityProvider, name: '' },
      detail: { check, expected, seen, ...(cure === '' ? {} : { cure }) },
    },
    identityProvider,
  )
  if (path === undefined)
    return errorPage(reply, {
      status: 400,
      title: 'This sign-in cannot go on',
      text: message,
      correlationId: request.id,
    })
  const title = 'This sign-in cannot go on'
  const body = html`
    <h1>${title}</h1>
    <p>${message}</p>
    <p><a class="button" href="${beginAgain({ path, identityProvider })}">Start again</a></p>
    <p class="quiet">ID for whoever looks after the application:</p>
    <p><code>${request.id}</code></p>
    ${reasonLink(reply, request.id)}
  `
  return sendPage(reply, { status: 400, title, body })
}
