import type { IncomingHttpHeaders } from 'node:http'

/** The token or session that a request carries as `Authorization: Bearer` (RFC 6750 §2.1); undefined without one. */
export const bearerOf = ({ headers }: { headers: IncomingHttpHeaders }): string | undefined =>
  /^Bearer +([^\s]+)$/i.exec(headers.authorization ?? '')?.[1]
