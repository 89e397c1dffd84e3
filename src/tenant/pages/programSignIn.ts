import type { FastifyInstance } from 'fastify'
import { FederationFault } from '../federation/federationFault.ts'
import { keepArrived, readProgramSignIn, type ProgramSignIn } from '../federation/programSignIn.ts'
import type { Providers } from '../federation/providers.ts'
import type { Tenant } from '../tenant.ts'
import { html } from './html.ts'
import { isOwnForm } from './ownForm.ts'
import { leaveToSignIn } from './leaveToSignIn.ts'
import { sendPage } from './page.ts'
import { programSignInPath, type Incoming } from './target.ts'

type Params = { Params: { id: string } }

/** Where somebody signs in for a program, at the address that it shows (FC-17). It says who asks, and goes nowhere by itself: a stranger may have sent it. */
export function programSignInPages(app: FastifyInstance, tenant: Tenant, providers: Providers): void {
  const url = `/${programSignInPath}:id`

  app.get<Params>(url, (request, reply) => {
    const incoming = { tenant, request, reply }
    const asked = readProgramSignIn(tenant, request.params.id)
    return asked ? ask(incoming, asked) : over(incoming)
  })

  app.post<Params>(url, (request, reply) => {
    const incoming = { tenant, request, reply }
    const asked = readProgramSignIn(tenant, request.params.id)
    if (!asked) return over(incoming)
    // Only the page that says who asks may send somebody on
    if (!isOwnForm(tenant, request)) return ask(incoming, asked)
    const { identityProvider, name, shortId } = asked
    const path = `${programSignInPath}${shortId}`
    return leaveToSignIn(incoming, providers, { identityProvider, path, expected: null, name })
  })
}

function ask({ tenant, request, reply }: Incoming, { shortId, name, source, startedAt }: ProgramSignIn) {
  const title = 'Sign in for a program?'
  const minutes = Math.floor((tenant.clock() - startedAt) / 60_000)
  const ago =
    minutes < 1 ? 'less than a minute ago' : minutes === 1 ? 'a minute ago' : `${minutes} minutes ago`
  const body = html`
    <h1>${title}</h1>
    <p>
      A program at <strong>${source}</strong> asked for it ${ago}, at
      ${new Date(startedAt).toISOString().slice(11, 16)} UTC${name === '' ? '' : `, for ${name}`}.
      ${source === request.clientAddress ? 'You are at the same address.' : 'You are at another address.'}
    </p>
    <p class="fault">
      If you did not start that program yourself just now, close this page. Whoever did would work as you.
    </p>
    <form method="post" action="/${programSignInPath}${shortId}">
      <button type="submit">Continue to sign in</button>
    </form>
  `
  return sendPage(reply, { status: 200, title, body })
}

function over({ reply }: Incoming) {
  const title = 'This sign-in is over'
  const body = html`
    <h1>${title}</h1>
    <p>It was finished or given up, or took more than ten minutes. Start it again in the program.</p>
  `
  return sendPage(reply, { status: 400, title, body })
}

type Came = { user: { id: string; name: string }; identityProvider: string; provedAt: number | null }

/** Somebody has signed in for a program: nobody is signed in here by it, and the program gets in with the PIN alone. */
export async function arriveForProgram(incoming: Incoming, path: string, { user, ...came }: Came) {
  const { tenant, reply } = incoming
  const asked = readProgramSignIn(tenant, path.slice(programSignInPath.length))
  if (!asked) return over(incoming)
  if (asked.identityProvider !== came.identityProvider)
    throw new FederationFault('sameIdentityProvider', {
      text: 'This sign-in belongs to another identity provider. Start it again in the program.',
      expected: asked.identityProvider,
      seen: came.identityProvider,
    })
  const pin = await keepArrived(tenant, asked, { ...came, userId: user.id })
  if (pin === null) return over(incoming)
  const title = 'Your PIN'
  const body = html`
    <h1>${title}</h1>
    <p>Type it into the program at <strong>${asked.source}</strong>, which then works as ${user.name}.</p>
    <p class="pin"><code>${pin}</code></p>
    <p class="fault">Tell it to nobody. Who asks you for it would get in as you.</p>
    <p class="quiet">
      It is good until ten minutes after the program began. Nobody is signed in in this browser by it.
    </p>
  `
  return sendPage(reply, { status: 200, title, body })
}
