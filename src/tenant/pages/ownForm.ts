import type { FastifyRequest } from 'fastify'
import type { Tenant } from '../tenant.ts'

/**
 * Whether one of our own pages sent this form. Browsers name the origin of a post, and under our own Referrer-Policy no-referrer they
 * write null instead (Fetch §3.2.5); then Sec-Fetch-Site, which no page can set, says whose form it was.
 */
export function isOwnForm(tenant: Tenant, { headers }: FastifyRequest): boolean {
  if (headers.origin === 'null') return headers['sec-fetch-site'] === 'same-origin'
  return headers.origin === new URL(tenant.url).origin
}
