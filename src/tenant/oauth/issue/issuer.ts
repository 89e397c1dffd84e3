import type { ApplicationConfig } from '#schema/application/index.ts'

/** Every application is an issuer of its own: `{tenant}/{Application ID}/`, trailing slash included (contract.md 2.8). */
export const issuerOf = (tenantUrl: string, { description, generalUsage }: ApplicationConfig) =>
  generalUsage.issuer || `${tenantUrl}/${description.applicationId}/`

/** Of tokens that no application limits (contract.md 2.7). */
export const platformIssuer = (tenantUrl: string) => `${tenantUrl}/`
