import type { FastifyInstance } from 'fastify'
import { seal, SealBroken, unseal } from '#platform/seal.ts'
import { letIn, type Federated } from '../directory/signIn.ts'
import { stillLetIn } from '../federation/stillLetIn.ts'
import { takeWaiting, waits } from '../federation/waitingSignIns.ts'
import { isForm, readForm } from '../oauth/read/form.ts'
import { signedIn, type SignedIn } from '../oauth/read/signedIn.ts'
import type { Tenant } from '../tenant.ts'
import { takeOver } from './enter.ts'
import { html } from './html.ts'
import { isOwnForm } from './ownForm.ts'
import { sendPage } from './page.ts'
import type { Incoming } from './target.ts'

type Held = Pick<Federated, 'provedAt' | 'idToken' | 'detail'> & {
  userId: string
  identityProvider: string
  path: string
  expiresAt: number
  /** With it the sign-in that waits is taken. */
  waiting: string
}

const answerPath = '/Federation/GoOn'

// Anybody can send a browser to an identity provider, where somebody else may be signed in. Nobody is taken out of their session by it before they say so.

type Here = Pick<SignedIn, 'userId' | 'userName' | 'sessionMac'>

/** Whether this browser is signed in as somebody else than who came. */
export const isSomebodyElse = (here: Here | null, { id }: { id: string }): here is Here =>
  here !== null && here.userId !== id

/** Asks whoever came, and where somebody else is signed in, as whom to go on. */
export function askToGoOn(
  { tenant, reply }: Incoming,
  here: Here,
  {
    user,
    federated: { identityProvider, ...federated },
    path,
    waiting,
  }: { user: { id: string; name: string }; federated: Federated; path: string; waiting: string },
) {
  const held: Held = {
    ...federated,
    userId: user.id,
    identityProvider: identityProvider.id,
    path,
    expiresAt: tenant.clock() + waits,
    waiting,
  }
  const { name } = user
  const title = `Go on as ${name}?`
  const body = html`
    <h1>${title}</h1>
    <p>You are signed in as <strong>${here.userName}</strong>. Going on as ${name} signs you out of that.</p>
    <form method="post" action="${answerPath}">
      <input
        type="hidden"
        name="held"
        value="${seal(tenant.keys, JSON.stringify(held), placeOf(here.sessionMac))}"
      />
      <button type="submit" name="choice" value="goOn">Go on as ${name}</button>
      <button type="submit" name="choice" value="stay" class="second">
        Stay signed in as ${here.userName}
      </button>
    </form>
    <p class="quiet after">If you did not begin this sign-in yourself, stay.</p>
  `
  return sendPage(reply, { status: 200, title, body })
}

/** It opens beside the session that it would end, and no other. */
const placeOf = (session: string) => ({ page: 'go on as somebody else', session })

/** The answer to that question. */
export function goOnAsPage(app: FastifyInstance, tenant: Tenant): void {
  app.get(answerPath, (request, reply) => over({ tenant, request, reply }))
  app.post(answerPath, async (request, reply) => {
    const incoming = { tenant, request, reply }
    if (!isOwnForm(tenant, request)) return over(incoming)
    const form = readForm(isForm(request.headers['content-type']) ? request.body : {})
    const here = await signedIn(tenant, request)
    if ('fault' in form || !here) return over(incoming)
    const held = readHeld(tenant, { text: form.get('held') ?? '', session: here.sessionMac })
    if (!held) return over(incoming)
    if (form.get('choice') !== 'goOn') {
      await tenant.database.write((tx) => takeWaiting({ tx, tenant }, held.waiting))
      return goesOn(incoming, held.path)
    }
    const still = await stillLetIn(tenant.database.read, held)
    if (!still) return over(incoming)
    const { provedAt, idToken, detail } = held
    const entered = await tenant.database.write(async (tx) =>
      (await takeWaiting({ tx, tenant }, held.waiting))
        ? letIn(
            { tx, tenant },
            still.user,
            { source: request.clientAddress, correlationId: request.id, onPage: true },
            { identityProvider: still.provider, provedAt, idToken, detail },
          )
        : null,
    )
    if (!entered) return over(incoming)
    await takeOver(incoming, entered)
    return goesOn(incoming, held.path)
  })
}

function readHeld(tenant: Tenant, { text, session }: { text: string; session: string }): Held | undefined {
  try {
    const held = JSON.parse(unseal(tenant.keys, text, placeOf(session))) as Held
    return held.expiresAt > tenant.clock() ? held : undefined
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}

/** A redirect would be held against form-action, wherever the application's own leads to. */
function goesOn({ tenant, reply }: Incoming, path: string) {
  const address = `${tenant.url}/${path}`
  const title = 'You are being taken on'
  const body = html`
    <h1>${title}</h1>
    <p><a class="button" href="${address}">Continue</a></p>
  `
  return sendPage(reply, { status: 200, title, body, goesOn: address })
}

function over({ reply }: Incoming) {
  const title = 'This sign-in is over'
  const body = html`
    <h1>${title}</h1>
    <p>
      It was answered already, took more than five minutes, somebody signed in or out meanwhile, or the
      account or its identity provider was changed. Nothing has happened. Open the application and sign in
      there.
    </p>
  `
  return sendPage(reply, { status: 400, title, body })
}
