import { mac, sameText } from '#platform/mac.ts'
import { openedBeyond } from '#schema/openedCalls.ts'
import { powersOpened, type Holder } from '#schema/power.ts'
import { isOwnForm } from '../../pages/ownForm.ts'
import { consentPage } from '../../pages/consent.ts'
import { judge } from '../check.ts'
import { consentGiven, consentNotDenied } from '../checks/consentGiven.ts'
import { rememberConsent, type Question } from '../consents.ts'
import type { Opening } from '../opening.ts'
import { leftToAsk, partiesOf, questionOf } from '../question.ts'
import { requestAsPath, type Wish } from '../read/authorizeRequest.ts'
import type { Form } from '../read/form.ts'
import type { SignedIn } from '../read/signedIn.ts'
import { isFixed } from '../scopes.ts'
import { refuseClient, refuseOnPage, type AuthorizeExchange } from './authorizeExchange.ts'
import { about, authorOfSession } from './exchange.ts'
import { bearerOf } from '#platform/bearer.ts'

type Asked = { form: Form; session: SignedIn; wish: Wish }
/** `openings` says what the scopes open for the person, more than the allowed ones. */
type Consent = { scopes: readonly string[]; openings: readonly Opening[] } | { answered: unknown }

/** The scopes that the person allows, now or before; else the request is answered: with the question, or with a refusal. */
export async function consentFor(exchange: AuthorizeExchange, asked: Asked): Promise<Consent> {
  const { tenant, application, facts, request } = exchange
  const { form, session, wish } = asked
  const asking = { application, facts, userId: session.userId }
  const { scopes, holder, ...question } = await questionOf(tenant, asking)
  const { openings } = question
  const sent = form.get('consent') !== null
  if (sent && !(request.method === 'POST' && isOwnForm(tenant, request)))
    return { answered: await refuseOnPage({ ...exchange, clientId: facts.clientId }, { text: strangePage }) }
  if (sent && isSealed(exchange, asked, question)) return decide(exchange, asked, question)
  const { open, refused } = await leftToAsk(tenant, asking, question)
  const needed = wish.askConsent || open
  if (!needed) return { scopes: scopes.filter((scope) => !refused.includes(scope)), openings }
  // A program that signs in by bearer fills in no page
  if (wish.silent || bearerOf(request) !== undefined)
    return { answered: await refuseClient(exchange, judge([consentGiven], { needed, decision: null })) }
  const page = consentPage(exchange.reply, {
    application,
    acceptLanguage: request.headers['accept-language'],
    redirectUri: facts.redirectUri,
    userName: session.userName,
    scopes,
    handedOver: handedOver(openings, holder),
    selectable: application.config.scope.allowScopeSelection,
    action: `/${requestAsPath(tenant, { application, form, after: wish.signedInAfter })}`,
    seal: sealOf(exchange, asked, question),
    changed: sent,
  })
  return { answered: page }
}

function handedOver(openings: readonly Opening[], holder: Holder) {
  const patterns = openings.flatMap(({ patterns }) => patterns)
  const everything = holder.systemAdministrator && openedBeyond(['.*'], patterns).length === 0
  return { powers: [...powersOpened(patterns, holder)], everything }
}

/** Whether this is the answer to what would be asked now: else it is asked anew, for an edited form counts for nothing (NT-15), and a tab may have been left lying (PB-09). */
const isSealed = (exchange: AuthorizeExchange, asked: Asked, question: Question): boolean =>
  sameText(asked.form.get('consent') ?? '', sealOf(exchange, asked, question))

const strangePage =
  'This answer does not come from the page that was shown to you. Go back to the application and begin again.'

/** The answer of our own page. */
async function decide(exchange: AuthorizeExchange, asked: Asked, question: Question): Promise<Consent> {
  const { tenant, application, facts, request } = exchange
  const { form, session } = asked
  const { openings, receiver } = question
  const scopes = openings.map(({ scope }) => scope)
  const decision = form.get('decision') === 'allow' ? 'allow' : 'deny'
  const verdict = judge([consentNotDenied], { decision, needed: true })
  if (verdict.refusal) return { answered: await refuseClient(exchange, verdict) }
  const allowed = application.config.scope.allowScopeSelection
    ? scopes.filter((scope) => isFixed(scope) || form.get(`allow ${scope}`) !== null)
    : scopes
  await rememberConsent(tenant, partiesOf({ application, facts, userId: session.userId }), {
    question,
    allowed,
  })
  await tenant.events.record(authorOfSession(tenant, request, session), {
    type: 'Cloud.OAuth2.Consent.Given',
    ...about(application),
    detail: {
      clientId: facts.clientId,
      scope: allowed.join(' '),
      receiver,
      powers: [...powersIn(openings, allowed)].join(' '),
    },
  })
  return { scopes: allowed, openings }
}

const powersIn = (openings: readonly Opening[], allowed: readonly string[]) =>
  new Set(openings.filter(({ scope }) => allowed.includes(scope)).flatMap(({ powers }) => powers))

const sealOf = (
  { tenant, application }: AuthorizeExchange,
  { form, session, wish }: Asked,
  question: Question,
) =>
  mac(
    tenant.keys,
    'consent',
    JSON.stringify([
      session.sessionMac,
      requestAsPath(tenant, { application, form, after: wish.signedInAfter }),
      application.version,
      // Rights that came meanwhile were not on the page
      question,
    ]),
  )
