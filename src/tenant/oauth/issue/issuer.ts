import type { ApplicationConfig } from '#schema/application/index.ts'

/** Every application is an issuer of its own: `{tenant}/{Application ID}/`, trailing slash included (tenant-api.md 2.8). */
export const issuerOf = (tenantUrl: string, { description, generalUsage }: ApplicationConfig) =>
  generalUsage.issuer || `${tenantUrl}/${description.applicationId}/`

/** The addresses that clients of an application use. */
export const endpointsOf = (tenantUrl: string, applicationId: string) => ({
  authorization: `${tenantUrl}/OAuth2/Authorize/${applicationId}`,
  token: `${tenantUrl}/OAuth2/Token/${applicationId}`,
  keys: `${tenantUrl}/OAuth2/Keys/${applicationId}`,
  metadata: `${tenantUrl}/${applicationId}/.well-known/openid-configuration`,
})
