import type { FastifyReply } from 'fastify'
import { sendPage } from './page.ts'
import { html } from './html.ts'
import { receiverOf } from '#schema/receiver.ts'

/** Asks before signing out, since nobody proved that the person wants it: an image on a strange page could have sent the request. */
export function askSignOut(reply: FastifyReply, { userName, action }: { userName: string; action: string }) {
  const body = html`
    <h1>Sign out?</h1>
    <p class="quiet">Signed in as ${userName}. Applications that you signed in to here lose their access.</p>
    <form method="post" action="/${action}">
      <input type="hidden" name="sign_out" value="yes" />
      <button type="submit">Sign out</button>
    </form>
    <p class="quiet after">To stay signed in, go back or close this page.</p>
  `
  return sendPage(reply, { status: 200, title: 'Sign out', body })
}

/**
 * `strandedAs` is the ID of a request whose way back is not registered. `stillAt` is the identity provider where the session may go on. `goOn` is an
 * address of the application, which is registered.
 */
export function signedOutPage(
  reply: FastifyReply,
  { strandedAs, stillAt, goOn = null }: { strandedAs?: string; stillAt?: string; goOn?: string | null } = {},
) {
  const goesOn = goOn !== null && stillAt === undefined ? goOn : undefined
  const body = html`
    <h1>Signed out</h1>
    ${
      stillAt === undefined
        ? null
        : html`<p class="fault" role="alert">
            ${stillAt} did not sign you out. You may still be signed in there: on a computer that others use,
            sign out there as well.
          </p>`
    }
    ${
      goOn === null
        ? html`<p>
            Your session here has ended. Close the window, or go back to the application to sign in again.
          </p>`
        : html`<p>Your session here has ended.</p>
            <p><a class="button" href="${goOn}">Back to ${receiverOf(goOn).name}</a></p>`
    }
    ${
      strandedAs === undefined
        ? null
        : html`<p class="quiet">
              The application asked to go on at an address that is not registered for it. Tell whoever looks
              after it this ID.
            </p>
            <p><code>${strandedAs}</code></p>`
    }
  `
  return sendPage(reply, {
    status: 200,
    title: 'Signed out',
    body,
    ...(goesOn === undefined ? {} : { goesOn }),
  })
}
