import { beginSignIn } from '../federation/beginSignIn.ts'
import { FederationFault } from '../federation/federationFault.ts'
import type { Providers } from '../federation/providers.ts'
import { refuseFederated } from './refuseFederated.ts'
import { html } from './html.ts'
import { sendPage } from './page.ts'
import type { Incoming } from './target.ts'

type Leaving = {
  identityProvider: string
  /** Where the person goes on afterwards. */
  path: string
  /** The one who has to come, and nobody else. */
  expected: string | null
  /** What the person typed, or who is expected; may be empty. */
  name: string
}

/** Takes the browser to the identity provider. A redirect would be held against form-action, wherever it leads to (FC-13). */
export async function leaveToSignIn(incoming: Incoming, providers: Providers, leaving: Leaving) {
  try {
    const { address, provider } = await beginSignIn(incoming, providers, leaving)
    const title = `Sign in at ${provider}`
    const body = html`
      <h1>${title}</h1>
      <p>You are being taken there.</p>
      <p><a class="button" href="${address}">Continue</a></p>
    `
    return await sendPage(incoming.reply, { status: 200, title, body, goesOn: address })
  } catch (error) {
    if (!(error instanceof FederationFault)) throw error
    const { identityProvider, path } = leaving
    return refuseFederated(incoming, { identityProvider, fault: error, path })
  }
}
