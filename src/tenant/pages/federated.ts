import type { FastifyInstance } from 'fastify'
import { failuresAMinute } from '#platform/failuresAMinute.ts'
import { letIn } from '../directory/signIn.ts'
import { createAnsweredSignIns, type Keep } from '../federation/answeredSignIns.ts'
import { FederationFault } from '../federation/federationFault.ts'
import { redeemBegun } from '../federation/redeemBegun.ts'
import type { Providers } from '../federation/providers.ts'
import { hintToKeep } from '../federation/signOutThere.ts'
import { settleAccount } from '../federation/settleAccount.ts'
import { noteWaiting } from '../federation/waitingSignIns.ts'
import { takeBegun, type Begun } from '../federation/signInCookie.ts'
import type { Tenant } from '../tenant.ts'
import { enter } from './enter.ts'
import { signedIn } from '../oauth/read/signedIn.ts'
import { askToGoOn, isSomebodyElse } from './goOnAs.ts'
import { html } from './html.ts'
import { sendPage } from './page.ts'
import { arriveInTest } from './testSignIn.ts'
import { refuseFederated } from './refuseFederated.ts'
import { arriveForProgram } from './programSignIn.ts'
import { beginAgain, programSignInPath, type Incoming } from './target.ts'

type Params = { Params: { id: string } }

/** Where people come back to from an identity provider, with a code (OpenID Connect Core §3.1.2.5). */
export function federatedPages(app: FastifyInstance, tenant: Tenant, providers: Providers): void {
  const failures = failuresAMinute(mostFailures, tenant.clock)
  const answered = createAnsweredSignIns(tenant)
  app.get<Params>(
    '/Federation/:id/Callback',
    { config: { navigatedTo: true, withoutHead: true } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const incoming = { tenant, request, reply }
      const answer = new URLSearchParams(request.url.slice(request.url.indexOf('?') + 1))
      const { clientAddress: address } = request
      // Before anything is taken away: afterwards the same answer is still good
      const seconds = failures.wait(address)
      if (seconds > 0) return tooMany(incoming, seconds)
      const begun = takeBegun(incoming, answer.get('state') ?? '')
      try {
        const answers = answer.has('code') || answer.has('error')
        if (begun?.identityProvider !== request.params.id || !answers) return await over(incoming, begun)
        failures.begin(address)
        const { test: id } = begun
        const arrived = await answered.take(begun.secret, (keep) =>
          id === null
            ? arrive(incoming, providers, { answer, begun, keep })
            : arriveInTest(incoming, providers.keys, { answer, begun, id }),
        )
        if (arrived === null) return await over(incoming, begun)
        if (id === null) failures.succeed(address)
        return arrived
      } catch (error) {
        if (!(error instanceof FederationFault)) throw error
        return refuseFederated(incoming, {
          identityProvider: request.params.id,
          fault: error,
          path: begun?.path || undefined,
        })
      }
    },
  )
}

/** Answers of one network that let nobody in, a minute: each costs a row and a request to the identity provider, and anybody can begin a sign-in. */
export const mostFailures = 30

async function arrive(
  incoming: Incoming,
  providers: Providers,
  { answer, begun, keep }: { answer: URLSearchParams; begun: Begun & { secret: string }; keep: Keep },
) {
  const { tenant, request } = incoming
  const ready = await providers.active(begun.identityProvider)
  const { stored, client } = ready
  const came = await redeemBegun(tenant, providers.keys, { ready, answer, begun })
  const { clientAddress: source, id: correlationId } = request
  const identityProvider = { id: stored.row.id, name: stored.row.name }
  const provedAt = came.provedAt === null ? null : came.provedAt * 1000
  const forProgram = begun.path.startsWith(programSignInPath)
  const here = forProgram ? null : await signedIn(tenant, request)
  const { user, federated, entered, waiting } = await settleAccount(
    tenant,
    { stored, came, by: { id: null, name: identityProvider.name, ip: source, correlationId } },
    async ({ user, ...detail }, write) => {
      await keep(write.tx)
      if (begun.expected !== null && user.name !== begun.expected)
        throw new FederationFault('personExpected', {
          text: `Only ${begun.expected} can confirm this. Sign out at ${client.name} and try again.`,
          expected: begun.expected,
          seen: user.name,
        })
      const federated = { identityProvider, provedAt, idToken: hintToKeep(stored, came), detail }
      if (forProgram) return { user, federated }
      if (isSomebodyElse(here, user)) {
        const came = { userId: user.id, identityProvider: identityProvider.id, provedAt }
        return { user, federated, waiting: await noteWaiting(write, came) }
      }
      return {
        user,
        federated,
        entered: await letIn(write, user, { source, correlationId, onPage: true }, federated),
      }
    },
  )
  if (waiting !== undefined && here)
    return askToGoOn(incoming, here, { user, federated, path: begun.path, waiting })
  if (!entered)
    return arriveForProgram(incoming, begun.path, { user, identityProvider: identityProvider.id, provedAt })
  return enter(incoming, { path: begun.path }, entered)
}

function tooMany({ reply }: Incoming, seconds: number) {
  const title = 'Too many sign-ins failed'
  const body = html`
    <h1>${title}</h1>
    <p>
      From your network too many came back that let nobody in. Wait ${String(seconds)} seconds and reload this
      page.
    </p>
  `
  reply.header('retry-after', seconds)
  return sendPage(reply, { status: 429, title, body })
}

/** Back, a second tab, a link from a history: nothing is done, and there is a way on. */
function over({ reply }: Incoming, begun: Begun | undefined) {
  const title = 'This sign-in is over'
  const body = html`
    <h1>${title}</h1>
    <p>
      It was finished already, took more than ten minutes, or began in another browser. Nothing has happened.
    </p>
    ${
      begun?.test === null
        ? html`<p><a class="button" href="${beginAgain(begun)}">Sign in again</a></p>`
        : html`<p class="quiet">Go back to the application and sign in there.</p>`
    }
  `
  return sendPage(reply, { status: 400, title, body })
}
