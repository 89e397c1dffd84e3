import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { postLogoutRedirectsOf } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import { loadByApplicationId } from '../../application/loadApplication.ts'
import { endSession } from '../../directory/loginSession.ts'
import { isOwnForm } from '../../pages/ownForm.ts'
import { sessionCookie, sessionCookieOptions } from '../../pages/sessionCookie.ts'
import { askSignOut, signedOutPage } from '../../pages/signOut.ts'
import { errorPage } from '../../pages/errorPage.ts'
import type { Tenant } from '../../tenant.ts'
import { readIdTokenHint } from '../issue/idToken.ts'
import { isForm, readForm, type Form } from '../read/form.ts'
import { signedIn, type SignedIn } from '../read/signedIn.ts'
import { about, authorOf } from './exchange.ts'

type Params = { Params: { applicationId: string } }
type Exchange = { tenant: Tenant; request: FastifyRequest<Params>; reply: FastifyReply }

/**
 * GET or POST /OAuth2/EndSession/{Application ID} (tenant-api.md 2.6, OpenID Connect RP-Initiated Logout). With an ID token of the person who is signed
 * in, it signs out and sends back to a registered address; else it asks first and redirects nowhere (RD-04, LO-01).
 */
export function endSessionEndpoint(app: FastifyInstance, tenant: Tenant): void {
  for (const url of ['/OAuth2/EndSession/:applicationId', '/OAuth2/EndSessionV2/:applicationId'])
    app.route<Params>({
      method: ['GET', 'POST'],
      url,
      handler: (request, reply) => readRequest({ tenant, request, reply }),
    })
}

async function readRequest(exchange: Exchange) {
  const { tenant, request, reply } = exchange
  const application = await loadByApplicationId(tenant.database.read, request.params.applicationId)
  const form = readForm(request.query, isForm(request.headers['content-type']) ? request.body : {})
  if (application === null || 'fault' in form)
    return errorPage(reply, {
      status: 400,
      title: 'Signing out cannot go on',
      text:
        'fault' in form
          ? `The request is not readable: ${form.fault}.`
          : 'There is no application with this Application ID.',
      correlationId: request.id,
    })
  return signOut(exchange, application, form)
}

async function signOut(exchange: Exchange, application: Application, form: Form) {
  const { tenant, request, reply } = exchange
  const session = await signedIn(tenant, request)
  const hint = form.get('id_token_hint')
  const hinted = hint === null ? null : await readIdTokenHint(tenant, application, hint)
  const asked = form.get('client_id')
  const genuine = hinted !== null && (asked === null || asked === hinted.clientId)
  if (session !== null && !(genuine && hinted.userId === session.userId)) {
    const confirmed =
      request.method === 'POST' && form.get('sign_out') === 'yes' && isOwnForm(tenant, request)
    if (!confirmed) return askSignOut(reply, { userName: session.userName, action: request.canonicalPath })
    await end(exchange, application, session)
    return signedOutPage(reply)
  }
  if (session !== null) await end(exchange, application, session)
  return genuine ? sendBack(exchange, application, form) : signedOutPage(reply)
}

async function end({ tenant, request, reply }: Exchange, application: Application, session: SignedIn) {
  await endSession(tenant, session.sessionMac)
  await tenant.events.record(authorOf(request, { id: session.userId, name: session.userName }), {
    type: 'Cloud.Core.Logout',
    ...about(application),
  })
  reply
    .clearCookie(sessionCookie, sessionCookieOptions(tenant.url))
    // LO-04: cookies would sign out others on this host, storage would delete unsent drafts
    .header('clear-site-data', '"cache"')
}

/** Only to a registered address, compared byte for byte; the state goes back with it. */
function sendBack({ reply }: Exchange, application: Application, form: Form) {
  const target = form.get('post_logout_redirect_uri')
  if (target === null || !postLogoutRedirectsOf(application).includes(target)) return signedOutPage(reply)
  const state = form.get('state')
  const query =
    state === null ? '' : `${target.includes('?') ? '&' : '?'}${new URLSearchParams({ state }).toString()}`
  return reply.header('cache-control', 'no-store').redirect(`${target}${query}`, 302)
}
