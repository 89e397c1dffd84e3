import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Application } from '#schema/application/wire.ts'
import { nameKey } from '#schema/loginName.ts'
import { loadByApplicationId } from '../../application/loadApplication.ts'
import { countFailure, earlierFailures, forgetFailures } from '../../directory/attemptLimit.ts'
import type { Tenant } from '../../tenant.ts'
import { invalidClient, judge } from '../check.ts'
import { applicationKnown } from '../checks/applicationKnown.ts'
import { grantTypeKnown } from '../checks/grantTypeKnown.ts'
import { grants } from '../grants/grants.ts'
import { isGrantType } from '../grants/methodOfGrant.ts'
import { presentedClient } from '../read/clientCredentials.ts'
import { clientFacts } from '../read/clientFacts.ts'
import { isForm, readForm, type Form } from '../read/form.ts'
import { scopesOf } from '../scopes.ts'
import { issueTokens, refuseToken, refuseUnread, tooManyAttempts, type TokenExchange } from './tokenReply.ts'

type Params = { Params: { applicationId: string } }

/** POST /OAuth2/Token/{Application ID} (tenant-api.md 2.1). */
export function tokenEndpoint(app: FastifyInstance, tenant: Tenant): void {
  app.post<Params>('/OAuth2/Token/:applicationId', (request, reply) => readRequest(tenant, request, reply))
}

async function readRequest(tenant: Tenant, request: FastifyRequest<Params>, reply: FastifyReply) {
  const { applicationId } = request.params
  const application = await loadByApplicationId(tenant.database.read, applicationId)
  const exchange = { tenant, request, reply, application }
  const known = judge([applicationKnown], { asked: applicationId, application })
  if (application === null || known.refusal) return refuseToken(exchange, known)
  if (Object.keys(request.query as object).length > 0)
    return refuseUnread(exchange, 'parameters belong in the body')
  if (!isForm(request.headers['content-type']))
    return refuseUnread(exchange, 'send the parameters as application/x-www-form-urlencoded')
  const form = readForm(request.body)
  return 'fault' in form ? refuseUnread(exchange, form.fault) : answer(exchange, application, form)
}

async function answer(exchange: TokenExchange, application: Application, form: Form) {
  const { tenant, request } = exchange
  const grantType = form.get('grant_type')
  if (grantType === null) return refuseUnread(exchange, 'grant_type is missing')
  const known = judge([grantTypeKnown], { grantType })
  if (known.refusal || !isGrantType(grantType)) return refuseToken(exchange, known)
  const presented = presentedClient(request.headers.authorization, form)
  if ('fault' in presented)
    return refuseUnread(exchange, presented.fault, presented.proof ? invalidClient() : undefined)

  const attempt = { accountKey: `client ${nameKey(presented.id)}`, source: request.clientAddress }
  const earlier = await earlierFailures(tenant, attempt)
  if (earlier.wait > 0) return tooManyAttempts(exchange, earlier.wait)
  const client = await clientFacts(tenant, application, presented)
  if (client.secretMatches === false) await countFailure(tenant, attempt)
  const facts = { application, grantType, client, requestedScopes: scopesOf(form.get('scope')) }
  const outcome = await grants[grantType]({ tenant, form, facts })
  if ('refused' in outcome) return refuseToken(exchange, outcome.refused, client.id)
  // Not before: the count would tell a right password where the answer does not
  if (client.secretMatches === true) await forgetFailures(tenant, attempt, earlier)
  return issueTokens(exchange, outcome)
}
