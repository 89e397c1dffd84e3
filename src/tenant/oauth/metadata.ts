import { endpointsOf } from '#schema/application/endpoints.ts'
import { isOwnClient } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import { methodOfGrant } from './grants/methodOfGrant.ts'
import { issuerOf } from './issue/issuer.ts'
import { methodsOfResponseType, modesOf, responseTypes } from './responseTypes.ts'
import { definedScopes, givesRefreshToken, offlineAccess, openIdScopes } from './scopes.ts'

/** What the application's discovery document says (OpenID Connect Discovery §3, RFC 8414 §2): only what works (AS-13). */
export function metadataOf(tenantUrl: string, application: Application): Record<string, unknown> {
  const { description, tokens } = application.config
  const endpoints = endpointsOf(tenantUrl, description.applicationId)
  const isTicked = (method: (typeof tokens.authMethods)[number]) => tokens.authMethods.includes(method)
  const types = typesOf(application)
  const grants = Object.entries(methodOfGrant)
    .filter(([grant, method]) => isTicked(method) && (grant !== 'refresh_token' || tokens.issueRefreshTokens))
    .map(([grant]) => grant)
  const signsIn = types.length > 0
  const clientMethods = authMethodsOf(application)
  const withSecret = clientMethods.filter((method) => method !== 'none')
  return {
    issuer: issuerOf(tenantUrl, application.config),
    // Widely used clients read no metadata without it, also those that act for themselves alone (PB-15)
    authorization_endpoint: endpoints.authorization,
    ...(signsIn ? { userinfo_endpoint: endpoints.userInfo, end_session_endpoint: endpoints.endSession } : {}),
    token_endpoint: endpoints.token,
    jwks_uri: endpoints.keys,
    ...(withSecret.length > 0
      ? {
          introspection_endpoint: endpoints.introspection,
          introspection_endpoint_auth_methods_supported: withSecret,
        }
      : {}),
    revocation_endpoint: endpoints.revocation,
    revocation_endpoint_auth_methods_supported: clientMethods,
    response_types_supported: types,
    response_modes_supported: [...new Set(types.flatMap(modesOf))],
    grant_types_supported: isTicked('Implicit') ? [...grants, 'implicit'] : grants,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: clientMethods,
    code_challenge_methods_supported: isTicked('AuthorizationCode') ? ['S256'] : [],
    authorization_response_iss_parameter_supported: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    claims_parameter_supported: false,
    prompt_values_supported: ['none', 'login', 'select_account', 'consent'],
    scopes_supported: [...new Set([...(signsIn ? offered(application) : []), ...definedScopes(application)])],
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
      'given_name',
      'family_name',
      'preferred_username',
      'email',
      'email_verified',
      'phone_number',
      'phone_number_verified',
    ],
  }
}

const typesOf = ({ config: { tokens } }: Application) =>
  responseTypes.filter((type) =>
    methodsOfResponseType(type).every((method) => tokens.authMethods.some((ticked) => ticked === method)),
  )

/** Everything that is accepted but `address`: the directory holds none. */
const offered = (application: Application) =>
  openIdScopes.filter(
    (scope) =>
      scope !== 'address' &&
      (scope !== offlineAccess || typesOf(application).some((type) => givesRefreshToken(application, type))),
  )

function authMethodsOf(application: Application): string[] {
  const withSecret = ['client_secret_basic', 'client_secret_post']
  const { clientIdType } = application.config.generalUsage
  if (isOwnClient(application) || clientIdType === 'Confidential') return withSecret
  return clientIdType === 'List' ? ['none'] : [...withSecret, 'none']
}
