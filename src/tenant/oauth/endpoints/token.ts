import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Application } from '#schema/application/wire.ts'
import { loadByApplicationId } from '../../application/loadApplication.ts'
import type { Tenant } from '../../tenant.ts'
import { judge } from '../check.ts'
import { applicationKnown } from '../checks/applicationKnown.ts'
import { scopeKnown } from '../checks/scopeKnown.ts'
import { grantTypeKnown } from '../checks/grantTypeKnown.ts'
import { grants } from '../grants/grants.ts'
import { isGrantType } from '../grants/methodOfGrant.ts'
import { askingClient } from '../read/askingClient.ts'
import type { Form } from '../read/form.ts'
import { formPost } from '../read/formPost.ts'
import { scopesOf } from '../scopes.ts'
import { countAsked } from './countToken.ts'
import { refuseExchange, refuseUnasked, refuseUnread, type Exchange } from './exchange.ts'
import { issueTokens } from './tokenReply.ts'

type Params = { Params: { applicationId: string } }

/** POST /OAuth2/Token/{Application ID} (contract.md 2.1). */
export function tokenEndpoint(app: FastifyInstance, tenant: Tenant): void {
  app.post<Params>('/OAuth2/Token/:applicationId', (request, reply) => readRequest(tenant, request, reply))
}

async function readRequest(tenant: Tenant, request: FastifyRequest<Params>, reply: FastifyReply) {
  const { applicationId } = request.params
  const application = await loadByApplicationId(tenant.database.read, applicationId)
  const exchange: Exchange = { tenant, request, reply, application, refusedAs: 'Cloud.OAuth2.Token.Refused' }
  const known = judge([applicationKnown], { asked: applicationId, application })
  if (application === null || known.refusal) return refuseExchange(exchange, known)
  const form = formPost(request)
  return 'fault' in form ? refuseUnread(exchange, form.fault) : answer(exchange, application, form)
}

async function answer(exchange: Exchange, application: Application, form: Form) {
  const { tenant, request } = exchange
  const grantType = form.get('grant_type')
  if (grantType === null) return refuseUnread(exchange, 'grant_type is missing')
  const known = judge([grantTypeKnown], { grantType })
  if (known.refusal || !isGrantType(grantType)) return refuseExchange(exchange, known)
  const asking = await askingClient(exchange, application, form)
  if (!('client' in asking)) return refuseUnasked(exchange, asking)

  const { client } = asking
  const facts = { application, grantType, client, requestedScopes: scopesOf(form.get('scope')) }
  const from = { source: request.clientAddress, correlationId: request.id }
  const outcome = await grants[grantType]({ tenant, form, facts, from })
  if ('wait' in outcome) return refuseUnasked(exchange, outcome)
  if ('refused' in outcome) {
    if (grantType === 'client_credentials' && outcome.refused.judgements.at(-1)?.id === scopeKnown.id)
      countAsked(tenant, {
        application,
        // As its tokens are counted, however the name was spelled
        clientId: client.user?.name ?? client.id,
        way: 'ClientCreds',
        asked: facts.requestedScopes,
      })
    return refuseExchange(exchange, outcome.refused, client)
  }
  await asking.forgetFailures()
  return issueTokens(exchange, outcome, facts.requestedScopes)
}
