import type { FastifyInstance } from 'fastify'
import { endpointsOf } from '#schema/application/endpoints.ts'
import type { Application } from '#schema/application/wire.ts'
import { loadByApplicationId } from '../../application/loadApplication.ts'
import type { Tenant } from '../../tenant.ts'
import { responseTypes } from '../checks/responseTypeAllowed.ts'
import { methodOfGrant } from '../grants/methodOfGrant.ts'
import { issuerOf } from '../issue/issuer.ts'
import { definedScopes, openIdScopes } from '../scopes.ts'

/** Metadata per application, with only what works (AS-13), and the public keys at both documented paths (tenant-api.md 2.8). */
export function discoveryEndpoints(app: FastifyInstance, tenant: Tenant): void {
  app.get<{ Params: { applicationId: string } }>(
    '/:applicationId/.well-known/openid-configuration',
    async (request, reply) => {
      const application = await loadByApplicationId(tenant.database.read, request.params.applicationId)
      if (application === null)
        return reply.code(404).send({ error: 'not_found', error_description: 'unknown app' })
      const { description, tokens } = application.config
      const endpoints = endpointsOf(tenant.url, description.applicationId)
      const codes = tokens.authMethods.includes('AuthorizationCode')
      return {
        issuer: issuerOf(tenant.url, application.config),
        authorization_endpoint: endpoints.authorization,
        token_endpoint: endpoints.token,
        jwks_uri: endpoints.keys,
        response_types_supported: codes ? responseTypes : [],
        grant_types_supported: Object.entries(methodOfGrant)
          .filter(([, method]) => tokens.authMethods.includes(method))
          .map(([grant]) => grant),
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        response_modes_supported: ['query'],
        token_endpoint_auth_methods_supported: authMethodsOf(application),
        code_challenge_methods_supported: ['S256'],
        authorization_response_iss_parameter_supported: true,
        scopes_supported: [...(codes ? openIdScopes.slice(0, 3) : []), ...definedScopes(application)],
        claims_supported: [
          'sub',
          'aud',
          'iss',
          'exp',
          'iat',
          'auth_time',
          'nonce',
          'unique_name',
          'name',
          'preferred_username',
          'email',
          'email_verified',
        ],
      }
    },
  )

  const keys = async () => ({ keys: await tenant.keyRing.published() })
  app.get('/oauth/keys', keys)
  app.get('/OAuth2/Keys/:applicationId', keys)
}

function authMethodsOf(application: Application): string[] {
  const withSecret = ['client_secret_basic', 'client_secret_post']
  const { clientIdType } = application.config.generalUsage
  if (application.template === 'Generic OpenID Connect' || clientIdType === 'Confidential') return withSecret
  return clientIdType === 'List' ? ['none'] : [...withSecret, 'none']
}
