import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Application } from '#schema/application/wire.ts'
import { nameKey } from '#schema/loginName.ts'
import { loadByApplicationId } from '../../application/loadApplication.ts'
import type { Author } from '../../audit/event.ts'
import { countFailure, earlierFailures, forgetFailures } from '../../directory/attemptLimit.ts'
import type { Tenant } from '../../tenant.ts'
import { judge, type Refusal, type Verdict } from '../check.ts'
import { applicationKnown } from '../checks/applicationKnown.ts'
import { grantTypeKnown } from '../checks/grantTypeKnown.ts'
import { consumeCode, findCode } from '../codes.ts'
import type { TokenFacts } from '../facts.ts'
import { judgeAuthorizationCode } from '../grants/authorizationCode.ts'
import { grantedScopes, judgeClientCredentials } from '../grants/clientCredentials.ts'
import { accessTokenClaims, signAccessToken, type TokenRequest } from '../issue/accessToken.ts'
import { signIdToken } from '../issue/idToken.ts'
import { presentedClient } from '../read/clientCredentials.ts'
import { clientFacts, userFacts } from '../read/clientFacts.ts'
import { isForm, readForm, type Form } from '../read/form.ts'
import { scopesOf } from '../scopes.ts'
import { invalidRequest, refuse, uncached } from './reply.ts'

type Params = { Params: { applicationId: string } }
type Exchange = { tenant: Tenant; request: FastifyRequest<Params>; reply: FastifyReply; form: Form }

/** POST /OAuth2/Token/{Application ID} (tenant-api.md 2.1). */
export function tokenEndpoint(app: FastifyInstance, tenant: Tenant): void {
  app.post<Params>('/OAuth2/Token/:applicationId', (request, reply) => readRequest(tenant, request, reply))
}

async function readRequest(tenant: Tenant, request: FastifyRequest<Params>, reply: FastifyReply) {
  const { applicationId } = request.params
  const application = await loadByApplicationId(tenant.database.read, applicationId)
  const known = judge([applicationKnown], { asked: applicationId, application })
  const exchange = { tenant, request, reply }
  if (application === null || known.refusal) return refuseToken(exchange, null, 'anonymous', known)
  if (Object.keys(request.query as object).length > 0)
    return refuseUnread(exchange, application, 'parameters belong in the body')
  if (!isForm(request.headers['content-type']))
    return refuseUnread(exchange, application, 'send the parameters as application/x-www-form-urlencoded')
  const form = readForm(request.body)
  if ('fault' in form) return refuseUnread(exchange, application, form.fault)
  return answer({ ...exchange, form }, application)
}

async function answer(exchange: Exchange, application: Application) {
  const { tenant, request, form } = exchange
  const grantType = form.get('grant_type')
  if (grantType === null) return refuseUnread(exchange, application, 'grant_type is missing')
  const grant = judge([grantTypeKnown], { grantType })
  if (grant.refusal) return refuseToken(exchange, application, 'anonymous', grant)
  const presented = presentedClient(request.headers.authorization, form)
  if ('fault' in presented) return refuseUnread(exchange, application, presented.fault)

  const attempt = { accountKey: `client ${nameKey(presented.id)}`, source: request.ip }
  const earlier = await earlierFailures(tenant, attempt)
  if (earlier.wait > 0) return tooManyAttempts(exchange, earlier.wait)
  const client = await clientFacts(tenant, application, presented)
  if (client.secretMatches === false) await countFailure(tenant, attempt)
  if (client.secretMatches === true) await forgetFailures(tenant, attempt, earlier)

  const facts: TokenFacts = { application, grantType, client, requestedScopes: scopesOf(form.get('scope')) }
  return grantType === 'client_credentials' ? forClient(exchange, facts) : forCode(exchange, facts)
}

async function forClient(exchange: Exchange, facts: TokenFacts) {
  const { application, client } = facts
  const verdict = judgeClientCredentials(facts)
  if (verdict.refusal || client.user === null) return refuseToken(exchange, application, client.id, verdict)
  const now = exchange.tenant.clock()
  return issue(exchange, {
    application,
    tenantUrl: exchange.tenant.url,
    clientId: client.user.name,
    subject: client.user,
    scopes: grantedScopes(facts),
    nonce: null,
    authTime: now,
    now,
  })
}

async function forCode(exchange: Exchange, facts: TokenFacts) {
  const { tenant, form } = exchange
  const { application, client } = facts
  const now = tenant.clock()
  const verifier = form.get('code_verifier')
  const code = await findCode(tenant, form.get('code') ?? '')
  const verdict = judgeAuthorizationCode({
    ...facts,
    applicationRowKey: application.id,
    code,
    redirectUri: form.get('redirect_uri'),
    verifier,
    challengeOfVerifier: verifier === null ? null : createHash('sha256').update(verifier).digest('base64url'),
    user: code === null ? null : await userFacts(tenant, application, code.user_id),
    now,
  })
  if (verdict.refusal || code === null) return refuseToken(exchange, application, client.id, verdict)
  // Of parallel redemptions one gets the row (F2); for the others the code is used, as if they had come later.
  if (!(await consumeCode(tenant, code.code_mac))) {
    const used = { ...code, consumed_at: now }
    return refuseToken(
      exchange,
      application,
      client.id,
      judgeAuthorizationCode({
        ...facts,
        applicationRowKey: application.id,
        code: used,
        redirectUri: code.redirect_uri,
        verifier,
        challengeOfVerifier: code.code_challenge,
        user: null,
        now,
      }),
    )
  }
  const user = await tenant.database.read
    .selectFrom('user')
    .select(['id', 'name', 'display_name', 'mail_key'])
    .where('id', '=', code.user_id)
    .executeTakeFirstOrThrow()
  const scopes = scopesOf(code.scope) ?? []
  return issue(
    exchange,
    {
      application,
      tenantUrl: tenant.url,
      clientId: client.id,
      subject: user,
      scopes,
      nonce: code.nonce,
      authTime: code.auth_time,
      now,
    },
    { displayName: user.display_name, mail: user.mail_key },
  )
}

async function issue(
  { tenant, request, reply }: Omit<Exchange, 'form'>,
  token: TokenRequest,
  person?: { displayName: string; mail: string },
) {
  const claims = accessTokenClaims(token)
  const { application, clientId, scopes } = token
  const lifetime = application.config.tokens.tokenLifetime
  const [accessToken] = await Promise.all([
    signAccessToken(tenant.keyRing, claims),
    tenant.events.record(authorOf(request, { id: token.subject.id, name: token.subject.name }), {
      type: 'Cloud.OAuth2.Token.Issued',
      ...subject(application),
      detail: {
        clientId,
        scope: scopes.join(' '),
        expiresIn: lifetime,
        jti: claims.find(({ name }) => name === 'jti')?.value,
      },
    }),
  ])
  const idToken =
    person && scopes.includes('openid')
      ? await signIdToken(tenant.keyRing, { ...token, ...person, accessToken })
      : undefined
  return uncached(reply).send({
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: lifetime,
    scope: scopes.join(' '),
    ...(idToken ? { id_token: idToken } : {}),
  })
}

/** Every refusal is told twice: to the caller in the contract's words, and in the event with the precise reason. */
async function refuseToken(
  { tenant, request, reply }: Omit<Exchange, 'form'>,
  application: Application | null,
  clientId: string,
  { judgements, refusal }: Verdict,
) {
  const failed = judgements.at(-1)
  await tenant.events.record(authorOf(request, { id: null, name: clientId }), {
    type: 'Cloud.OAuth2.Token.Refused',
    level: 'Warning',
    ...(application ? subject(application) : {}),
    detail: { error: refusal?.error, check: failed?.id, expected: failed?.expected, seen: failed?.seen },
  })
  return refuse(reply, refusal ?? invalidRequest('the request cannot be answered'), request.id)
}

async function refuseUnread(exchange: Omit<Exchange, 'form'>, application: Application, fault: string) {
  const readable = {
    id: 'requestReadable',
    passed: false,
    expected: 'A request as RFC 6749 has it',
    seen: fault,
  }
  return refuseToken(exchange, application, 'anonymous', {
    judgements: [readable],
    refusal: invalidRequest(fault),
  })
}

function tooManyAttempts({ request, reply }: Exchange, wait: number) {
  const seconds = Math.ceil(wait / 1000)
  const refusal: Refusal = {
    status: 429,
    error: 'temporarily_unavailable',
    description: `too many failed attempts, wait ${seconds} seconds`,
  }
  reply.header('retry-after', seconds)
  return refuse(reply, refusal, request.id)
}

const subject = (application: Application) => ({
  application: { id: application.id, name: application.config.description.name },
})

const authorOf = (request: FastifyRequest, who: { id: string | null; name: string }): Author => ({
  ...who,
  ip: request.ip,
  correlationId: request.id,
})
