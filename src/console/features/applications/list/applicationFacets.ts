import type { Facet } from '#console/object/Facets.tsx'
import { lowerFirst } from '#console/object/inSentence.ts'
import type { tokens } from '#schema/application/tokens.ts'
import { facetColumns, type ApplicationFacet } from './applicationsSearch.ts'

/** The parts of "OAuth2 Client · JwtRS256 · secret ends within 30 days", by their name in the address. The words of states are the tenant's. */
export const applicationFacets = {
  template: {
    column: facetColumns.template,
    label: 'Kind of application',
    any: 'Every kind',
    words: (value, row) =>
      typeof row['WebAppTypeDisplayName'] === 'string' ? row['WebAppTypeDisplayName'] : value,
  },
  state: { column: facetColumns.state, label: 'State', any: 'in any state', words: lowerFirst },
  auth: {
    column: facetColumns.auth,
    label: 'Auth method',
    any: 'with any auth method',
    words: (value) => authMethods[value as keyof typeof authMethods] ?? value,
    several: true,
  },
  client: {
    column: facetColumns.client,
    label: 'Client ID type',
    any: 'any client ID type',
    words: (value) => `client ID: ${value}`,
  },
  token: { column: facetColumns.token, label: 'Token type', any: 'any token type', words: (value) => value },
  used: {
    column: facetColumns.used,
    label: 'Last used',
    any: 'used or not',
    words: (value) => (value === 'Never' ? 'never used' : `used ${lowerFirst(value)}`),
  },
  secret: {
    column: facetColumns.secret,
    label: 'Client secret',
    any: 'whenever the secret ends',
    words: (value) => `secret ${lowerFirst(value)}`,
    rare: true,
  },
} as const satisfies Record<ApplicationFacet, Facet>

const authMethods: Record<keyof (typeof tokens)['settings']['authMethods']['options'], string> = {
  AuthorizationCode: 'Auth Code',
  Implicit: 'Implicit',
  ClientCreds: 'Client Creds',
  ResourceCreds: 'Resource Owner',
}
