import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isOwnClient } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import { loadByApplicationId } from '../../application/loadApplication.ts'
import { loginPath } from '../../pages/target.ts'
import type { Tenant } from '../../tenant.ts'
import { judge } from '../check.ts'
import { hintReadable } from '../checks/hintReadable.ts'
import { personSignedIn } from '../checks/personSignedIn.ts'
import type { UserFacts } from '../facts.ts'
import { judgePerson, judgeRedirect, judgeRequest } from '../checks/authorizeChecks.ts'
import { readIdTokenHint } from '../issue/idToken.ts'
import {
  authorizeFacts,
  authorizeForm,
  credentialInAddress,
  requestAsPath,
  wishOf,
} from '../read/authorizeRequest.ts'
import { clientOfPerson, userFacts } from '../read/clientFacts.ts'
import type { Form } from '../read/form.ts'
import { fits, isJustNow, signedIn } from '../read/signedIn.ts'
import { consentFor } from './authorizeConsent.ts'
import { refuseClient, refuseOnPage, type AuthorizeExchange } from './authorizeExchange.ts'
import { issueAnswer } from './authorizeIssue.ts'
import { unreadable } from './exchange.ts'

type Params = { Params: { applicationId: string } }
type Incoming = { tenant: Tenant; request: FastifyRequest<Params>; reply: FastifyReply }

/** GET or POST /OAuth2/Authorize/{Application ID} (contract.md 2.2). */
export function authorizeEndpoint(app: FastifyInstance, tenant: Tenant): void {
  app.route<Params>({
    method: ['GET', 'POST'],
    url: '/OAuth2/Authorize/:applicationId',
    config: { navigatedTo: true },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const application = await loadByApplicationId(tenant.database.read, request.params.applicationId)
      const incoming = { tenant, request, reply }
      const asked = { ...incoming, application, clientId: null }
      if (application === null)
        return refuseOnPage(asked, { text: 'There is no application with this Application ID.' })
      const form = authorizeForm(request)
      if ('fault' in form)
        return refuseOnPage(asked, { text: `The sign-in request is not readable: ${form.fault}.` })
      const credential = credentialInAddress(request)
      if (credential !== undefined)
        return refuseOnPage(asked, {
          text: `The sign-in request carries ${credential} in its address, where it ends up in logs. A secret that was sent should be replaced.`,
        })
      return judgeAddress(incoming, application, form)
    },
  })
}

async function judgeAddress(incoming: Incoming, application: Application, form: Form) {
  const facts = authorizeFacts(application, form)
  const verdict = judgeRedirect(facts)
  const { redirectUri, clientId } = facts
  if (verdict.refusal || redirectUri === null)
    return refuseOnPage(
      { ...incoming, application, clientId },
      {
        text: 'The application asked to be answered at an address that is not registered for it. Nothing was sent there.',
        verdict,
      },
    )
  const exchange = {
    ...incoming,
    application,
    facts: { ...facts, redirectUri },
    state: form.get('state'),
  }
  return authorize(exchange, form)
}

/** What is wrong with the request comes first, then who signs in, then what that person may and allows. */
async function authorize(exchange: AuthorizeExchange, form: Form) {
  const { tenant, application, facts, request, reply } = exchange
  const asked = judgeRequest(facts)
  if (asked.refusal) return refuseClient(exchange, asked)
  const wish = wishOf(tenant, application, form)
  if ('fault' in wish) return refuseClient(exchange, unreadable(wish.fault))
  const { idTokenHint } = wish
  const hinted = idTokenHint === null ? null : await readIdTokenHint(tenant, application, idTokenHint)
  const hint = judge([hintReadable], { sent: idTokenHint !== null, readable: hinted !== null })
  if (hint.refusal) return refuseClient(exchange, hint)

  const session = await signedIn(tenant, request)
  const hintedUser = hinted?.userId ?? null
  if (session === null || !fits(session, { wish, hintedUser, now: tenant.clock() })) {
    // Who has just signed in and is somebody else would be asked again for ever
    const asked = session !== null && isJustNow(session, wish)
    if (wish.silent || asked) return refuseClient(exchange, judge([personSignedIn], { signedIn: false }))
    const back = requestAsPath(tenant, { application, form, after: tenant.clock() })
    return reply.redirect(loginPath({ path: back }), 302)
  }
  const person = judgePerson({
    ...facts,
    clientUser: await clientUserOf(exchange),
    user: await userFacts(tenant, application, session.userId),
  })
  if (person.refusal) return refuseClient(exchange, person)
  const consent = await consentFor(exchange, { form, session, wish })
  if ('answered' in consent) return consent.answered
  return issueAnswer(exchange, { session, ...consent })
}

/** The directory user that the client is, where clients are users. */
const clientUserOf = async ({ tenant, application, facts }: AuthorizeExchange): Promise<UserFacts | null> =>
  isOwnClient(application) || facts.clientId === null ? null : clientOfPerson(tenant, facts.clientId)
