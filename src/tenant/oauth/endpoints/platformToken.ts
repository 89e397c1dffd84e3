import type { FastifyInstance } from 'fastify'
import { applicationRunBy } from '../../application/applicationRunBy.ts'
import type { Tenant } from '../../tenant.ts'
import { judge } from '../check.ts'
import { platformGrant, platformProofs, platformScope, platformUnscoped } from '../checks/platformChecks.ts'
import { withScriptClaims } from '../issue/scriptClaims.ts'
import { newTokenId } from '../issue/tokenId.ts'
import { askingClient } from '../read/askingClient.ts'
import type { Form } from '../read/form.ts'
import { formPost } from '../read/formPost.ts'
import { scopesOf, unknownScopes } from '../scopes.ts'
import { refuseExchange, refuseUnasked, refuseUnread, type Exchange } from './exchange.ts'
import { issueTokens } from './tokenReply.ts'

/**
 * POST /OAuth2/PlatformToken (contract.md 2.7): a token for a service user without naming an application. Scopes that are asked for have to be those
 * of an application that the user may run, and limit the token; without any the user's rights alone do, where the user is meant for that.
 */
export function platformTokenEndpoint(app: FastifyInstance, tenant: Tenant): void {
  app.post('/OAuth2/PlatformToken', async (request, reply) => {
    const exchange: Exchange = {
      tenant,
      request,
      reply,
      application: null,
      refusedAs: 'Cloud.OAuth2.Token.Refused',
    }
    const form = formPost(request)
    return 'fault' in form ? refuseUnread(exchange, form.fault) : answer(exchange, form)
  })
}

async function answer(exchange: Exchange, form: Form) {
  const { tenant } = exchange
  const grantType = form.get('grant_type')
  if (grantType === null) return refuseUnread(exchange, 'grant_type is missing')
  const asking = await askingClient(exchange, null, form)
  if (!('client' in asking)) return refuseUnasked(exchange, asking)
  const { client } = asking
  const proven = judge([...platformProofs, platformGrant], {
    client,
    grantType,
  })
  if (proven.refusal || client.user === null) return refuseExchange(exchange, proven, client)
  const requestedScopes = scopesOf(form.get('scope'))
  const limited = judge([platformUnscoped], { requestedScopes, client })
  if (limited.refusal) return refuseExchange(exchange, limited, client)
  const giving =
    requestedScopes === null
      ? null
      : await applicationRunBy(
          tenant,
          client.user.id,
          (application) =>
            application.config.tokens.authMethods.includes('ClientCreds') &&
            unknownScopes(application, requestedScopes).length === 0,
        )
  const allowed = judge([platformScope], { requestedScopes, giving })
  if (allowed.refusal) return refuseExchange(exchange, allowed, client)
  await asking.forgetFailures()
  const now = tenant.clock()
  const scripted = await withScriptClaims(tenant, {
    application: giving,
    tenantUrl: tenant.url,
    clientId: client.user.name,
    subject: client.user,
    scopes: requestedScopes ?? [],
    nonce: null,
    tokenId: newTokenId({
      applicationId: giving?.id ?? null,
      authorizationId: null,
      way: 'Platform',
      secretId: client.secretId,
    }),
    authTime: now,
    now,
  })
  return 'refused' in scripted
    ? refuseExchange({ ...exchange, application: giving }, scripted.refused, client)
    : issueTokens(exchange, { ...scripted, person: null, refreshToken: null }, requestedScopes)
}
