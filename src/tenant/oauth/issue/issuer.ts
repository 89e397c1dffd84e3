import type { ApplicationConfig } from '#schema/application/index.ts'
import { isOfTenant } from '#schema/application/issuer.ts'

/**
 * Every application is an issuer of its own: `{tenant}/{Application ID}/`, trailing slash included (contract.md 2.8), or one that no other has. What
 * lies below the tenant's address is never taken from a setting, also when the tenant has moved there since (AS-20).
 */
export const issuerOf = (tenantUrl: string, { description, generalUsage: { issuer } }: ApplicationConfig) =>
  issuer === '' || isOfTenant(tenantUrl, issuer) ? `${tenantUrl}/${description.applicationId}/` : issuer

/** Of tokens that no application limits (contract.md 2.7). */
export const platformIssuer = (tenantUrl: string) => `${tenantUrl}/`
