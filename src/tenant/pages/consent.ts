import type { FastifyReply } from 'fastify'
import type { Application } from '#schema/application/wire.ts'
import { powerNames, type Power, type Reach } from '#schema/power.ts'
import { receiverOf } from '#schema/receiver.ts'
import { isFixed } from '../oauth/scopes.ts'
import { localName } from './localName.ts'
import { sendPage } from './page.ts'
import { html } from './html.ts'

/** What the scopes of OpenID Connect mean to the person. */
const known: Record<string, string> = {
  openid: 'Know that it is you',
  profile: 'See your name and login name',
  email: 'See your email address',
  phone: 'See your phone number',
  address: 'See your address',
  offline_access: 'Keep its access while you are away',
}

/** What a client could do with the rights of the person. */
type HandedOver = {
  powers: readonly (readonly [Power, Reach])[]
  /** All calls of the tenant, and the person may make them all. */
  everything: boolean
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
    handedOver,
    selectable,
    action,
    seal,
    changed,
  }: {
    application: Application
    acceptLanguage: string | undefined
    redirectUri: string
    userName: string
    scopes: readonly string[]
    /** What the person's own rights would let the client do. */
    handedOver: HandedOver
    /** Whether single scopes may be left out. */
    selectable: boolean
    action: string
    seal: string
    /** Whether an answer came that was given to another question, or in a session that has ended. */
    changed: boolean
  },
) {
  const name = localName(application.config.description, acceptLanguage)
  const { name: host, source } = receiverOf(redirectUri)
  const described = (scope: string) =>
    application.config.scope.scopes.find((row) => row.name === scope)?.description || known[scope] || scope
  const body = html`
    <h1>Allow access?</h1>
    <p><strong>${host}</strong> asks for access through ${name}.</p>
    <p class="quiet">Signed in as ${userName}</p>
    ${
      changed
        ? html`<p class="fault" role="alert">
            Something has changed since you were asked. Look at it again.
          </p>`
        : null
    }
    ${handedOver.powers.length > 0 ? inWords(host, handedOver) : null}
    <form method="post" action="${action}">
      <input type="hidden" name="consent" value="${seal}" />
      <fieldset>
        <legend>It wants to</legend>
        <ul class="scopes">
          ${scopes.map((scope) =>
            selectable && !isFixed(scope)
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
  return sendPage(reply, { status: 200, title: 'Access', body, formTarget: source })
}

/** Your rights in words, and who gets them: what an administrator has to see before anything else. */
function inWords(host: string, { powers, everything }: HandedOver) {
  const named = (reach: Reach) =>
    powers.filter((each) => each[1] === reach).map(([power]) => html`<li>${powerNames[power]}</li>`)
  const [changes, reads] = [named('changes'), named('reads')]
  return html`<section class="powers" aria-labelledby="powers">
    <h2 id="powers">This hands over your administrative rights</h2>
    <p class="receiver"><strong>${host}</strong></p>
    ${
      everything
        ? html`<p>can then do everything in this tenant that a System Administrator can, in your name.</p>`
        : html`${
            changes.length > 0
              ? html`<p>can then read and change things in your name with</p>
                  <ul>
                    ${changes}
                  </ul>`
              : null
          }
          ${
            reads.length > 0
              ? html`<p>
                    ${changes.length > 0 ? 'and read' : 'can then read in your name'} what you may see through
                  </p>
                  <ul>
                    ${reads}
                  </ul>`
              : null
          }`
    }
    <p>Allow it only if you know this address and asked for this yourself.</p>
  </section>`
}
