import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { clientAddress } from '#platform/clientAddress.ts'
import type { Fault } from '#platform/answerFault.ts'
import { keepSweeping } from '#platform/database/sweep.ts'
import { health } from '#platform/health.ts'
import { createHttp, strangersBody } from '#platform/http.ts'
import { hostsOf } from '#platform/requestHost.ts'
import { noProxies, type TrustedProxies } from '#platform/trustedProxies.ts'
import type { Actor } from './actor.ts'
import { applicationRoutes } from './api/applications.ts'
import { callerOf } from './api/caller.ts'
import { countCall } from './api/countCall.ts'
import { capabilityRoutes } from './api/capabilities.ts'
import { catalogueRoutes } from './api/catalogue.ts'
import { claimsScriptRoutes } from './api/claimsScript.ts'
import { clientSetupRoutes } from './api/clientSetup.ts'
import { deviceRoutes } from './api/devices.ts'
import { directoryRoutes } from './api/directories.ts'
import { draftRoutes } from './api/drafts.ts'
import { eventExportRoutes } from './api/eventExports.ts'
import { eventRoutes } from './api/events.ts'
import { findRoutes } from './api/find.ts'
import { failureRoutes } from './api/failures.ts'
import { failure } from '#schema/envelope.ts'
import { isUnprotected } from '#schema/plainHttp.ts'
import { failureOf, statusOf } from './api/envelope.ts'
import { globalGroupMappingRoutes } from './api/globalGroupMappings.ts'
import { bulkRoutes } from './api/bulk.ts'
import { groupRoutes } from './api/groups.ts'
import { historyRoutes } from './api/history.ts'
import { identityLinkRoutes } from './api/identityLinks.ts'
import { identityProviderRoutes } from './api/identityProviders.ts'
import { inspectRoutes } from './api/inspect.ts'
import { keyRoutes } from './api/keys.ts'
import { newUserRoutes } from './api/newUsers.ts'
import { policyRoutes } from './api/policies.ts'
import { previewRoutes } from './api/preview.ts'
import { redrockRoutes } from './api/redrock.ts'
import { roleRoutes } from './api/roles.ts'
import { routingRoutes } from './api/routing.ts'
import { scopeRoutes } from './api/scopes.ts'
import { secretRoutes } from './api/secrets.ts'
import { programSignInRoutes } from './api/programSignIn.ts'
import { securityRoutes } from './api/security.ts'
import { signOutRoutes } from './api/signOut.ts'
import { firstAdministratorRoutes } from './api/firstAdministrator.ts'
import { selfRoutes } from './api/self.ts'
import { applicationClientsRoutes } from './api/applicationClients.ts'
import { usageRoutes } from './api/usage.ts'
import { testSignInRoutes } from './api/testSignIn.ts'
import { suffixRoutes } from './api/suffixes.ts'
import { userAccessRoutes } from './api/userAccess.ts'
import { userSessionRoutes } from './api/userSessions.ts'
import { userRoutes } from './api/users.ts'
import { keepCheckpoint } from './audit/keepCheckpoint.ts'
import { letBrowserClientsIn } from './oauth/browserClients.ts'
import { authorizeEndpoint } from './oauth/endpoints/authorize.ts'
import { discoveryEndpoints, keysOfTenant } from './oauth/endpoints/discovery.ts'
import { endSessionEndpoint } from './oauth/endpoints/endSession.ts'
import { introspectEndpoint } from './oauth/endpoints/introspect.ts'
import { platformTokenEndpoint } from './oauth/endpoints/platformToken.ts'
import { refreshPlatformTokenEndpoint } from './oauth/endpoints/refreshPlatformToken.ts'
import { revokeEndpoint } from './oauth/endpoints/revoke.ts'
import { tokenEndpoint } from './oauth/endpoints/token.ts'
import { userInfoEndpoint } from './oauth/endpoints/userInfo.ts'
import { sendAsForm } from './oauth/read/formPost.ts'
import { keepReverting } from './federation/routingRevert.ts'
import { keepRotating } from './oauth/keys/keepRotating.ts'
import { keepPolling } from './device/keepPolling.ts'
import { createProviders } from './federation/providers.ts'
import { federatedPages } from './pages/federated.ts'
import { testSignInPage } from './pages/testSignIn.ts'
import { federatedSignOutPages } from './pages/federatedSignOut.ts'
import { goOnAsPage } from './pages/goOnAs.ts'
import { initiateLoginPage } from './pages/initiateLogin.ts'
import { homePage } from './pages/home.ts'
import { loginPages } from './pages/login.ts'
import { newPasswordPages } from './pages/newPassword.ts'
import { programSignInPages } from './pages/programSignIn.ts'
import { applicationsPage } from './pages/ownApplications.ts'
import { Problem } from './problem.ts'
import { expiries } from './expiries.ts'
import type { Tenant } from './tenant.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the browser or program, also when the bff of this installation forwards the call. */
    clientAddress: string
    /** Who calls the tenant API; null where nobody has to be signed in. */
    actor: Actor | null
  }
}

export type ListenerOptions = {
  https?: { cert: string; key: string } | undefined
  trustedProxies?: TrustedProxies
  /** Where the newest checkpoint of the event log is kept. */
  checkpointFile?: string | undefined
}

/** The tenant's one listener: tenant API, authorization server, sign-in pages, health. */
export async function createTenantApp(
  tenant: Tenant,
  { https, trustedProxies = noProxies, checkpointFile }: ListenerOptions = {},
): Promise<FastifyInstance> {
  const app = createHttp({
    log: tenant.log,
    https,
    bodyLimit: strangersBody,
    publicUrl: tenant.url,
    allowedHosts: hostsOf(tenant.url),
    foldsSlash: true,
    unknownPath: unknownPath(tenant),
    wordFault: (fault, { request }) => ({ body: faultBody(fault, request.canonicalPath) }),
  })
  await app.register(cookie)
  app.decorate('unprotected', isUnprotected(tenant.url))
  app.decorate('consoleUrl', tenant.consoleUrl)
  app.addHook('onClose', () => tenant.strangerEvents.sumUp())
  app.addHook('onClose', () => tenant.usage.write())
  app.decorateRequest('actor', null)
  app.decorateRequest('clientAddress', {
    getter(this: FastifyRequest) {
      return clientAddress({ keys: tenant.keys, trustedProxies }, this)
    },
  })
  health(app, {
    ready: async () =>
      void (await tenant.database.read.selectFrom('tenant').select('id').executeTakeFirstOrThrow()),
  })
  for (const endpoint of oauthEndpoints) endpoint(app, tenant)
  await app.register(async (open) => {
    letBrowserClientsIn(open, tenant)
    for (const endpoint of browserEndpoints) endpoint(open, tenant)
  })
  const providers = createProviders(tenant)
  endSessionEndpoint(app, tenant, providers)
  loginPages(app, tenant, providers)
  federatedPages(app, tenant, providers)
  goOnAsPage(app, tenant)
  testSignInPage(app, tenant)
  federatedSignOutPages(app, tenant, providers)
  initiateLoginPage(app, tenant, providers)
  programSignInPages(app, tenant, providers)
  applicationsPage(app, tenant)
  newPasswordPages(app, tenant)
  homePage(app, tenant)
  for (const routes of apiRoutes) routes(app, tenant)
  keepRotating(app, tenant)
  keepReverting(app, tenant)
  keepPolling(app, tenant)
  keepSweeping(app, tenant, expiries)
  if (checkpointFile !== undefined) keepCheckpoint(app, tenant, checkpointFile)
  return app
}

/** Where people are sent, and what only a client with a secret calls. */
const oauthEndpoints = [
  platformTokenEndpoint,
  refreshPlatformTokenEndpoint,
  authorizeEndpoint,
  introspectEndpoint,
  keysOfTenant,
]

/** What a program in a browser calls as well. */
const browserEndpoints = [tokenEndpoint, revokeEndpoint, userInfoEndpoint, discoveryEndpoints]

const apiRoutes = [
  securityRoutes,
  programSignInRoutes,
  signOutRoutes,
  firstAdministratorRoutes,
  applicationRoutes,
  catalogueRoutes,
  clientSetupRoutes,
  userRoutes,
  newUserRoutes,
  userAccessRoutes,
  userSessionRoutes,
  suffixRoutes,
  selfRoutes,
  directoryRoutes,
  policyRoutes,
  secretRoutes,
  scopeRoutes,
  roleRoutes,
  groupRoutes,
  bulkRoutes,
  identityProviderRoutes,
  deviceRoutes,
  testSignInRoutes,
  identityLinkRoutes,
  routingRoutes,
  globalGroupMappingRoutes,
  redrockRoutes,
  capabilityRoutes,
  previewRoutes,
  claimsScriptRoutes,
  applicationClientsRoutes,
  inspectRoutes,
  usageRoutes,
  historyRoutes,
  eventRoutes,
  failureRoutes,
  eventExportRoutes,
  findRoutes,
  keyRoutes,
  draftRoutes,
]

/** Faults outside of every handler, in the words of the protocol that the caller speaks (contract.md 1.3, RFC 6749 §5.2). */
function faultBody({ status, code, message, requestId }: Fault, path: string) {
  if (/^oauth2?\//i.test(path))
    return {
      error: status === 503 ? 'temporarily_unavailable' : status >= 500 ? 'server_error' : 'invalid_request',
      error_description: code === 'invalid_json' ? sendAsForm : message,
      correlation_id: requestId,
    }
  const problem = status === 503 ? 'unavailable' : status >= 500 ? 'failed' : 'invalid_request'
  return failure(problem, message, { correlationId: requestId, detail: { code } })
}

/** D12: 404 for whoever is signed in, whatever the scopes; 401 without a token. */
function unknownPath(tenant: Tenant): RouteHandlerMethod {
  return async (request, reply) => {
    try {
      countCall(tenant, await callerOf(tenant, request), request)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      reply.header('www-authenticate', 'Bearer').code(statusOf(error.code))
      return failureOf(error, request.id)
    }
    reply.code(404)
    return failure('not_found', `There is no call ${request.canonicalPath} in this tenant.`, {
      correlationId: request.id,
    })
  }
}
