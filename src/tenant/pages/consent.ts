import type { FastifyReply } from 'fastify'
import type { Application } from '#schema/application/wire.ts'
import { localName } from './localName.ts'
import { html, sendPage } from './page.ts'

/** What the scopes of OpenID Connect mean to the person. */
const known: Record<string, string> = {
  openid: 'Know that it is you',
  profile: 'See your name and login name',
  email: 'See your email address',
  phone: 'See your phone number',
  address: 'See your address',
}

/** Asks the person what the client may do. The form goes back to the authorization endpoint, with a seal over everything that was asked. */
export function consentPage(
  reply: FastifyReply,
  {
    application,
    acceptLanguage,
    redirectUri,
    userName,
    scopes,
    selectable,
    action,
    seal,
  }: {
    application: Application
    acceptLanguage: string | undefined
    redirectUri: string
    userName: string
    scopes: readonly string[]
    /** Whether single scopes may be left out. */
    selectable: boolean
    action: string
    seal: string
  },
) {
  const name = localName(application.config.description, acceptLanguage)
  const { host, origin } = new URL(redirectUri)
  const described = (scope: string) =>
    application.config.scope.scopes.find((row) => row.name === scope)?.description || known[scope] || scope
  const body = html`
    <h1>Allow access?</h1>
    <p><strong>${host}</strong> asks for access through ${name}.</p>
    <p class="quiet">Signed in as ${userName}</p>
    <form method="post" action="${action}">
      <input type="hidden" name="consent" value="${seal}" />
      <fieldset>
        <legend>It wants to</legend>
        <ul class="scopes">
          ${scopes.map((scope) =>
            selectable && scope !== 'openid'
              ? html`<li>
                  <label class="tick"
                    ><input type="checkbox" name="allow ${scope}" checked />
                    <span>${described(scope)} <code>${scope}</code></span></label
                  >
                </li>`
              : html`<li>
                  <span>${described(scope)} <code>${scope}</code></span>
                </li>`,
          )}
        </ul>
      </fieldset>
      <button type="submit" name="decision" value="allow">Allow</button>
      <button type="submit" name="decision" value="deny" class="second">Do not allow</button>
    </form>
  `
  return sendPage(reply, { status: 200, title: 'Access', body, formTarget: origin })
}
