import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Application } from '#schema/application/wire.ts'
import { nameKey } from '#schema/loginName.ts'
import { mac } from '#platform/mac.ts'
import { isCredential } from '#platform/redactUrl.ts'
import { bearerOf } from '../../api/caller.ts'
import { loadByApplicationId } from '../../application/loadApplication.ts'
import { liveSession } from '../../directory/loginSession.ts'
import { errorPage } from '../../pages/errorPage.ts'
import { sessionCookie } from '../../pages/sessionCookie.ts'
import type { Tenant } from '../../tenant.ts'
import type { Refusal, Verdict } from '../check.ts'
import { makeCode } from '../codes.ts'
import type { AuthorizeFacts } from '../facts.ts'
import { judgePerson, judgeRedirect, judgeRequest } from '../grants/authorize.ts'
import { issuerOf } from '../issue/issuer.ts'
import { userFacts } from '../read/clientFacts.ts'
import { isForm, readForm, type Form } from '../read/form.ts'
import { scopesOf } from '../scopes.ts'

type Params = { Params: { applicationId: string } }
type Exchange = {
  tenant: Tenant
  request: FastifyRequest<Params>
  reply: FastifyReply
  application: Application
}

/** GET or POST /OAuth2/Authorize/{Application ID} (tenant-api.md 2.2). */
export function authorizeEndpoint(app: FastifyInstance, tenant: Tenant): void {
  app.route<Params>({
    method: ['GET', 'POST'],
    url: '/OAuth2/Authorize/:applicationId',
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const application = await loadByApplicationId(tenant.database.read, request.params.applicationId)
      if (application === null)
        return refusePage({ tenant, request, reply }, 'There is no application with this Application ID.')
      const exchange = { tenant, request, reply, application }
      const form = readForm(request.query, isForm(request.headers['content-type']) ? request.body : {})
      if ('fault' in form) return refusePage(exchange, `The sign-in request is not readable: ${form.fault}.`)
      const credential = Object.keys(request.query as object).find(mustNotBeInUrl)
      if (credential !== undefined)
        return refusePage(
          exchange,
          `The sign-in request carries ${credential} in its address, where it ends up in logs. A secret that was sent should be replaced.`,
        )
      return authorize(exchange, form)
    },
  })
}

/** D2: a credential in an address is in somebody's log already. These two stand in addresses by their nature. */
const mustNotBeInUrl = (name: string) =>
  isCredential(name) && !['id_token_hint', 'request_uri'].includes(name)

async function authorize(exchange: Exchange, form: Form) {
  const { tenant, application, request, reply } = exchange
  const facts: AuthorizeFacts = {
    application,
    clientId: form.get('client_id'),
    redirectUri: form.get('redirect_uri'),
    responseType: form.get('response_type'),
    responseMode: form.get('response_mode'),
    requestedScopes: scopesOf(form.get('scope')) ?? [],
    codeChallenge: form.get('code_challenge'),
    codeChallengeMethod: form.get('code_challenge_method'),
  }
  const redirect = judgeRedirect(facts)
  if (redirect.refusal || facts.redirectUri === null) {
    await recordRefusal(exchange, facts, redirect)
    return errorPage(reply, {
      status: 400,
      title: 'This sign-in cannot go on',
      text: 'The application asked to be answered at an address that is not registered for it. Nothing was sent there.',
      correlationId: request.id,
    })
  }
  const answer = { redirectUri: facts.redirectUri, state: form.get('state') }
  const asked = judgeRequest(facts)
  if (asked.refusal) return refuseByRedirect(exchange, facts, answer, asked)

  const session = await signedIn(tenant, request)
  if (session === null) {
    if (form.get('prompt') === 'none')
      return redirectWith(
        exchange,
        answer,
        errorParameters({ status: 400, error: 'login_required', description: 'nobody is signed in' }),
      )
    return reply.redirect(`/login?cloudRedirect=${encodeURIComponent(requestAsPath(exchange, form))}`, 302)
  }
  const clientRow = await tenant.database.read
    .selectFrom('user')
    .select('id')
    .where('name_key', '=', nameKey(facts.clientId ?? ''))
    .executeTakeFirst()
  const person = judgePerson({
    ...facts,
    clientUser: clientRow ? await userFacts(tenant, application, clientRow.id) : null,
    user: await userFacts(tenant, application, session.userId),
  })
  if (person.refusal) return refuseByRedirect(exchange, facts, answer, person)
  const code = await makeCode(tenant, {
    application_id: application.id,
    user_id: session.userId,
    client_id: facts.clientId ?? '',
    redirect_uri: answer.redirectUri,
    // As the vendor does, openid joins every sign-in (screens.md 5)
    scope: [...new Set([...facts.requestedScopes, 'openid'])].join(' '),
    nonce: form.get('nonce'),
    code_challenge: facts.codeChallenge,
    session_mac: session.sessionMac,
    auth_time: session.authTime,
  })
  await tenant.events.record(
    { id: session.userId, name: session.userName, ip: request.clientAddress, correlationId: request.id },
    {
      type: 'Cloud.OAuth2.Authorize.Granted',
      ...subject(application),
      detail: { clientId: facts.clientId, redirectUri: answer.redirectUri },
    },
  )
  return redirectWith(exchange, answer, { code })
}

/** By cookie or by bearer, as the vendor takes both (tenant-api.md 2.2). */
async function signedIn(tenant: Tenant, request: FastifyRequest) {
  const value = bearerOf(request) ?? request.cookies[sessionCookie]
  if (!value) return null
  const sessionMac = mac(tenant.keys, 'login-session', value)
  const session = await liveSession(tenant, sessionMac)
  if (!session) return null
  const user = await tenant.database.read
    .selectFrom('user')
    .select('name')
    .where('id', '=', session.userId)
    .executeTakeFirst()
  return user ? { ...session, userName: user.name, sessionMac } : null
}

const passedOn = [
  'client_id',
  'redirect_uri',
  'response_type',
  'response_mode',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
]

/** The request as a path below the tenant, for the way back from the sign-in page. */
function requestAsPath({ application }: Exchange, form: Form): string {
  const query = new URLSearchParams()
  for (const name of passedOn) {
    const value = form.get(name)
    if (value !== null) query.set(name, value)
  }
  return `OAuth2/Authorize/${application.config.description.applicationId}?${query.toString()}`
}

type Answer = { redirectUri: string; state: string | null }

/** RFC 9207: every answer names its issuer. The state goes back byte for byte (AS-07). */
function redirectWith(
  { tenant, application, reply }: Exchange,
  { redirectUri, state }: Answer,
  parameters: Record<string, string>,
) {
  const query = new URLSearchParams({
    ...parameters,
    ...(state === null ? {} : { state }),
    iss: issuerOf(tenant.url, application.config),
  })
  return reply.redirect(`${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query.toString()}`, 302)
}

const errorParameters = ({ error, description }: Refusal) => ({ error, error_description: description })

async function refuseByRedirect(exchange: Exchange, facts: AuthorizeFacts, answer: Answer, verdict: Verdict) {
  await recordRefusal(exchange, facts, verdict)
  return redirectWith(exchange, answer, verdict.refusal ? errorParameters(verdict.refusal) : {})
}

async function recordRefusal(
  { tenant, request, application }: Exchange,
  facts: AuthorizeFacts,
  { judgements, refusal }: Verdict,
) {
  const failed = judgements.at(-1)
  await tenant.events.record(
    { id: null, name: facts.clientId ?? 'anonymous', ip: request.clientAddress, correlationId: request.id },
    {
      type: 'Cloud.OAuth2.Authorize.Refused',
      level: 'Warning',
      ...subject(application),
      detail: { error: refusal?.error, check: failed?.id, expected: failed?.expected, seen: failed?.seen },
    },
  )
}

async function refusePage(
  { tenant, request, reply, application }: Omit<Exchange, 'application'> & Partial<Exchange>,
  text: string,
) {
  await tenant.events.record(
    { id: null, name: 'anonymous', ip: request.clientAddress, correlationId: request.id },
    {
      type: 'Cloud.OAuth2.Authorize.Refused',
      level: 'Warning',
      ...(application ? subject(application) : {}),
      detail: { error: 'invalid_request', check: 'requestReadable', seen: text },
    },
  )
  return errorPage(reply, {
    status: 400,
    title: 'This sign-in cannot go on',
    text,
    correlationId: request.id,
  })
}

const subject = (application: Application) => ({
  application: { id: application.id, name: application.config.description.name },
})
