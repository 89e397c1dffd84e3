import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Application } from '#schema/application/wire.ts'
import { loadByApplicationId } from '../../application/loadApplication.ts'
import { endSession } from '../../directory/loginSession.ts'
import { isOwnForm } from '../../pages/ownForm.ts'
import type { Upstream } from '../../federation/signOutThere.ts'
import type { Providers } from '../../federation/providers.ts'
import { leaveToSignOut, upstreamIn, withState } from '../../pages/federatedSignOut.ts'
import { takeSessionAway } from '../../pages/sessionCookie.ts'
import { askSignOut, signedOutPage } from '../../pages/signOut.ts'
import { errorPage } from '../../pages/errorPage.ts'
import type { Tenant } from '../../tenant.ts'
import { judge, type Verdict } from '../check.ts'
import { applicationKnown } from '../checks/applicationKnown.ts'
import { hintGenuine, signOutTargetRegistered, type SignOutFacts } from '../checks/signOutChecks.ts'
import { readIdTokenHint } from '../issue/idToken.ts'
import { isForm, readForm, type Form } from '../read/form.ts'
import { signedIn, type SignedIn } from '../read/signedIn.ts'
import { about, authorOfSession, recordRefusal, unreadable } from './exchange.ts'

type Params = { Params: { applicationId: string } }
type Exchange = {
  tenant: Tenant
  request: FastifyRequest<Params>
  reply: FastifyReply
  providers: Providers
}

/**
 * GET or POST /OAuth2/EndSession/{Application ID} (contract.md 2.6, OpenID Connect RP-Initiated Logout). With an ID token of the person who is signed
 * in, it signs out and sends back to a registered address; else it asks first and redirects nowhere (RD-04, LO-01).
 */
export function endSessionEndpoint(app: FastifyInstance, tenant: Tenant, providers: Providers): void {
  for (const url of ['/OAuth2/EndSession/:applicationId', '/OAuth2/EndSessionV2/:applicationId'])
    app.route<Params>({
      method: ['GET', 'POST'],
      url,
      config: { navigatedTo: true, withoutHead: true },
      handler: (request, reply) => readRequest({ tenant, request, reply, providers }),
    })
}

async function readRequest(exchange: Exchange) {
  const { tenant, request, reply } = exchange
  const { applicationId } = request.params
  const application = await loadByApplicationId(tenant.database.read, applicationId)
  const form = readForm(request.query, isForm(request.headers['content-type']) ? request.body : {})
  if (application !== null && !('fault' in form)) return signOut(exchange, application, form)
  const verdict =
    'fault' in form
      ? unreadable(form.fault)
      : judge([applicationKnown], { asked: applicationId, application })
  await record({ ...exchange, application, session: await signedIn(tenant, request) }, verdict)
  return errorPage(reply, {
    status: 400,
    title: 'Signing out cannot go on',
    text:
      'fault' in form
        ? `The request is not readable: ${form.fault}.`
        : 'There is no application with this Application ID.',
    correlationId: request.id,
  })
}

type Refused = Exchange & { application: Application | null; session: SignedIn | null }

const record = ({ session, ...exchange }: Refused, verdict: Verdict, clientId: string | null = null) =>
  recordRefusal({ ...exchange, refusedAs: 'Cloud.OAuth2.EndSession.Refused' }, verdict, {
    clientId,
    proven: session !== null,
  })

async function signOut(exchange: Exchange, application: Application, form: Form) {
  const { tenant, request, reply } = exchange
  const session = await signedIn(tenant, request)
  const upstream = await upstreamIn(tenant, request)
  const hint = form.get('id_token_hint')
  const facts: SignOutFacts = {
    application,
    hint: {
      sent: hint !== null,
      hinted: hint === null ? null : await readIdTokenHint(tenant, application, hint),
    },
    clientId: form.get('client_id'),
    userId: session?.userId ?? null,
    target: form.get('post_logout_redirect_uri'),
  }
  const genuine = judge([hintGenuine], facts)
  if (genuine.refusal === null) {
    // Also a session that was idle for too long: the one there may go on, and the application wants it to end
    const there = upstream?.userId === facts.hint.hinted?.userId ? upstream : null
    if (session !== null) await end(exchange, application, session)
    else if (there !== null) await endSession(tenant, there.sessionMac)
    return sendBack(exchange, { facts, session, state: form.get('state'), upstream: there })
  }
  const confirmed = request.method === 'POST' && form.get('sign_out') === 'yes' && isOwnForm(tenant, request)
  if (session !== null && confirmed) {
    await end(exchange, application, session)
    return upstream === null
      ? signedOutPage(reply)
      : leaveToSignOut(exchange, exchange.providers, { upstream, after: null, hinted: true })
  }
  // Who merely wants to sign out is refused nothing
  if (facts.hint.sent || facts.target !== null) await record({ ...exchange, application, session }, genuine)
  return session === null
    ? signedOutPage(reply)
    : askSignOut(reply, { userName: session.userName, action: request.canonicalPath })
}

async function end(exchange: Exchange, application: Application, session: SignedIn) {
  const { tenant, request } = exchange
  await endSession(tenant, session.sessionMac)
  await tenant.events.record(authorOfSession(tenant, request, session), {
    type: 'Cloud.Core.Logout',
    ...about(application),
  })
  takeSessionAway(exchange)
    // LO-04: cookies would sign out others on this host, storage would delete unsent drafts
    .header('clear-site-data', '"cache"')
}

/** Only to a registered address; the state goes back with it. Who came through an identity provider goes there first, and on from there (FC-15). */
async function sendBack(
  exchange: Exchange,
  {
    facts,
    session,
    state,
    upstream,
  }: { facts: SignOutFacts; session: SignedIn | null; state: string | null; upstream: Upstream | null },
) {
  const { application, target } = facts
  const { request, reply, providers } = exchange
  const registered = judge([signOutTargetRegistered], facts)
  const stranded = registered.refusal !== null
  if (stranded) await record({ ...exchange, application, session }, registered, facts.hint.hinted?.clientId)
  const after = stranded || target === null ? null : { address: target, state }
  if (upstream !== null) return leaveToSignOut(exchange, providers, { upstream, after, hinted: true })
  if (after === null) return signedOutPage(reply, stranded ? { strandedAs: request.id } : {})
  return reply.header('cache-control', 'no-store').redirect(withState(after), 302)
}
