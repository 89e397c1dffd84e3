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
  type Wish,
} from '../read/authorizeRequest.ts'
import { clientOfPerson, userFacts } from '../read/clientFacts.ts'
import type { Form } from '../read/form.ts'
import { fits, isJustNow, signedIn, type SignedIn } from '../read/signedIn.ts'
import { consentFor } from './authorizeConsent.ts'
import { answerProgram, tokenOfProgram } from './authorizeProgram.ts'
import { refuseClient, refuseOnPage, type AuthorizeExchange } from './authorizeExchange.ts'
import { issueAnswer } from './authorizeIssue.ts'
import { unreadable } from './exchange.ts'

type Params = { Params: { applicationId: string } }
type Incoming = { tenant: Tenant; request: FastifyRequest<Params>; reply: FastifyReply }
type Found = Incoming & { application: Application }
type Read = Found & { form: Form }
type Addressed = { exchange: AuthorizeExchange; form: Form }
type Asked = Addressed & { wish: Wish; hintedUser: string | null }
type Signed = Asked & { session: SignedIn }
/** What a step gives that ends the request. */
type Answered = { answered: unknown }

/** GET or POST /OAuth2/Authorize/{Application ID} (contract.md 2.2). */
export function authorizeEndpoint(app: FastifyInstance, tenant: Tenant): void {
  app.route<Params>({
    method: ['GET', 'POST'],
    url: '/OAuth2/Authorize/:applicationId',
    config: { navigatedTo: true, withoutHead: true },
    handler: (request, reply) => {
      reply.header('cache-control', 'no-store')
      return answer({ tenant, request, reply })
    },
  })
}

/**
 * The steps, in their order. Each adds what it found to what is known, or answers. What is wrong with the request comes first, then who
 * signs in, then what that person may and allows.
 */
async function answer(incoming: Incoming): Promise<unknown> {
  const found = await findApplication(incoming)
  if ('answered' in found) return found.answered
  const read = await readForm(found)
  if ('answered' in read) return read.answered
  const addressed = await judgeAddress(read)
  if ('answered' in addressed) return addressed.answered
  const token = await tokenOfProgram(incoming.tenant, found)
  if (token !== null) return answerProgram(addressed.exchange, token)
  const asked = await judgeWhatIsAsked(addressed)
  if ('answered' in asked) return asked.answered
  const signed = await findPerson(asked)
  if ('answered' in signed) return signed.answered
  const allowed = await judgeWhoSignedIn(signed)
  if ('answered' in allowed) return allowed.answered
  const consent = await consentFor(allowed.exchange, allowed)
  if ('answered' in consent) return consent.answered
  return issueAnswer(allowed.exchange, { session: allowed.session, ...consent })
}

async function findApplication(incoming: Incoming): Promise<Found | Answered> {
  const { tenant, request } = incoming
  const application = await loadByApplicationId(tenant.database.read, request.params.applicationId)
  if (application !== null) return { ...incoming, application }
  const text = 'There is no application with this Application ID.'
  return { answered: await refuseOnPage({ ...incoming, application, clientId: null }, { text }) }
}

async function readForm(found: Found): Promise<Read | Answered> {
  const unread = { ...found, clientId: null }
  const form = authorizeForm(found.request)
  if ('fault' in form) {
    const text = `The sign-in request is not readable: ${form.fault}.`
    return { answered: await refuseOnPage(unread, { text }) }
  }
  const credential = credentialInAddress(found.request)
  if (credential === undefined) return { ...found, form }
  const text = `The sign-in request carries ${credential} in its address, where it ends up in logs. A secret that was sent should be replaced.`
  return { answered: await refuseOnPage(unread, { text }) }
}

/** From here on the client is answered at its own address, which is known to be a registered one. */
async function judgeAddress({ form, ...found }: Read): Promise<Addressed | Answered> {
  const facts = authorizeFacts(found.application, form)
  const verdict = judgeRedirect(facts)
  const { redirectUri, clientId } = facts
  if (!verdict.refusal && redirectUri !== null)
    return { exchange: { ...found, facts: { ...facts, redirectUri }, state: form.get('state') }, form }
  const text =
    redirectUri === null
      ? 'The application did not say where it wants to be answered: redirect_uri is missing from its request.'
      : 'The application asked to be answered at an address that is not registered for it. Nothing was sent there.'
  return { answered: await refuseOnPage({ ...found, clientId }, { text, verdict }) }
}

async function judgeWhatIsAsked({ exchange, form }: Addressed): Promise<Asked | Answered> {
  const { tenant, application, facts } = exchange
  const asked = judgeRequest(facts)
  if (asked.refusal) return { answered: await refuseClient(exchange, asked) }
  const wish = wishOf(tenant, application, form)
  if ('fault' in wish) return { answered: await refuseClient(exchange, unreadable(wish.fault)) }
  const { idTokenHint } = wish
  const hinted = idTokenHint === null ? null : await readIdTokenHint(tenant, application, idTokenHint)
  const hint = judge([hintReadable], { sent: idTokenHint !== null, readable: hinted !== null })
  if (hint.refusal) return { answered: await refuseClient(exchange, hint) }
  return { exchange, form, wish, hintedUser: hinted?.userId ?? null }
}

/** Whoever is signed in as the client wants it; else the browser goes to the sign-in page, and comes back. */
async function findPerson(asked: Asked): Promise<Signed | Answered> {
  const { exchange, form, wish, hintedUser } = asked
  const { tenant, application, request, reply } = exchange
  const session = await signedIn(tenant, request)
  if (session !== null && fits(session, { wish, hintedUser, now: tenant.clock() }))
    return { ...asked, session }
  // Somebody who has just signed in as another person would be asked again for ever
  const askedAlready = session !== null && isJustNow(session, wish)
  if (wish.silent || askedAlready)
    return { answered: await refuseClient(exchange, judge([personSignedIn], { signedIn: false })) }
  const back = requestAsPath(tenant, { application, form, after: tenant.clock() })
  return { answered: reply.redirect(loginPath({ path: back }), 302) }
}

async function judgeWhoSignedIn(signed: Signed): Promise<Signed | Answered> {
  const { exchange, session } = signed
  const { tenant, application, facts } = exchange
  const person = judgePerson({
    ...facts,
    clientUser: await clientUserOf(exchange),
    user: await userFacts(tenant, application, session.userId),
  })
  return person.refusal ? { answered: await refuseClient(exchange, person) } : signed
}

/** The directory user that the client is, where clients are users. */
const clientUserOf = async ({ tenant, application, facts }: AuthorizeExchange): Promise<UserFacts | null> =>
  isOwnClient(application) || facts.clientId === null ? null : clientOfPerson(tenant, facts.clientId)
