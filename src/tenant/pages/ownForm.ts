import type { FastifyRequest } from 'fastify'
import type { Tenant } from '../tenant.ts'

type Asked = Pick<FastifyRequest, 'headers'>

/**
 * Whether a browser says that a page of another origin sent this, be it of the same site. Programs say nothing. Browsers name the origin of a post, and under
 * our own Referrer-Policy no-referrer they write null instead (Fetch §3.2.5); then Sec-Fetch-Site, which no page can set, says whose it was.
 */
export function isForeign({ url }: Tenant, { headers }: Asked): boolean {
  const { origin, 'sec-fetch-site': site } = headers
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  if (origin === undefined) return false
  return origin === 'null' ? site !== 'same-origin' : origin !== new URL(url).origin
}

/** Whether one of our own pages sent this form: then the browser says so. */
export const isOwnForm = (tenant: Tenant, asked: Asked): boolean =>
  asked.headers.origin !== undefined && !isForeign(tenant, asked)
