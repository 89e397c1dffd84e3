import type { FastifyInstance } from 'fastify'
import { beginTest } from '../federation/beginSignIn.ts'
import { FederationFault } from '../federation/federationFault.ts'
import type { ProviderKeys } from '../federation/providerKeys.ts'
import { redeemBegun } from '../federation/redeemBegun.ts'
import type { Begun } from '../federation/signInCookie.ts'
import { faultOf, keepAnswer, type TestAnswer } from '../federation/testSignIn/testAnswer.ts'
import { readyForTest, waitingTest } from '../federation/testSignIn/testSignIn.ts'
import type { Tenant } from '../tenant.ts'
import { html } from './html.ts'
import { sendPage } from './page.ts'
import type { Incoming } from './target.ts'

type Params = { Params: { id: string; test: string } }

/** Where a test sign-in goes on, in any browser. It says who will read the answer, and goes nowhere by itself: the address may have been sent to somebody. */
export function testSignInPage(app: FastifyInstance, tenant: Tenant): void {
  app.get<Params>(
    '/Federation/:id/Test/:test',
    { config: { navigatedTo: true, withoutHead: true } },
    async (request, reply) => {
      const incoming = { tenant, request, reply }
      const { id: identityProvider, test: id } = request.params
      const test = await waitingTest(tenant, { id, identityProvider })
      if (!test) return testOver(incoming)
      try {
        const { address, provider } = await beginTest(incoming, await readyForTest(tenant, test), id)
        const title = 'Test sign-in'
        const body = html`
          <h1>${title}</h1>
          <p>
            ${test.actor} tries the identity provider ${provider}, and will read what it says of whoever signs
            in there. Nobody is signed in here by it, and nothing is kept of an account.
          </p>
          <p><a class="button" href="${address}">Continue to ${provider}</a></p>
          <p class="quiet">If you did not expect this, close this window.</p>
        `
        return await sendPage(reply, { status: 200, title, body })
      } catch (error) {
        if (!(error instanceof FederationFault)) throw error
        return answered(incoming, id, faultOf(error))
      }
    },
  )
}

/** The answer to a test sign-in is kept for whoever began it. Everything else of a sign-in is left out. */
export async function arriveInTest(
  incoming: Incoming,
  keys: ProviderKeys,
  { answer, begun, id }: { answer: URLSearchParams; begun: Begun & { secret: string }; id: string },
) {
  const { tenant } = incoming
  const test = await waitingTest(tenant, { id, identityProvider: begun.identityProvider })
  if (!test) return testOver(incoming)
  try {
    const ready = await readyForTest(tenant, test)
    const { issuer, subject, claims } = await redeemBegun(tenant, keys, { ready, answer, begun })
    return await answered(incoming, id, { came: { issuer, subject, claims }, redacted: [] })
  } catch (error) {
    if (!(error instanceof FederationFault)) throw error
    return answered(incoming, id, faultOf(error))
  }
}

async function answered({ tenant, reply }: Incoming, id: string, answer: TestAnswer) {
  await keepAnswer(tenant, id, answer)
  const title = 'fault' in answer ? 'The test sign-in failed' : 'The test sign-in is done'
  const body = html`
    <h1>${title}</h1>
    <p>
      ${'fault' in answer ? 'The console says why.' : 'The console shows what came.'} This window can be
      closed. Nobody is signed in here by it.
    </p>
  `
  return sendPage(reply, { status: 'fault' in answer ? 400 : 200, title, body })
}

function testOver({ reply }: Incoming) {
  const title = 'This test sign-in is over'
  const body = html`
    <h1>${title}</h1>
    <p>
      It was answered already, took more than ten minutes, or another one was started. Start it again in the
      console.
    </p>
  `
  return sendPage(reply, { status: 400, title, body })
}
