import { getCACertificates } from 'node:tls'
import type { SecureContextOptions } from 'node:tls'
import { type OriginFetch, originFetch } from '#platform/outbound/originFetch.ts'

type Way = {
  tenantUrl: string
  tenantAddress: string
  certificate: string | undefined
  /** Milliseconds for the whole exchange. */
  time: number
}

/** The bff's own requests to the tenant. Those of the browser go through proxy.ts. */
export const askTenant = ({ tenantUrl, tenantAddress, certificate, time }: Way): OriginFetch =>
  originFetch({
    origin: tenantUrl,
    address: tenantAddress,
    tls: trust(certificate),
    limits: { time, bytes: 256 * 1024 },
  })

/** An embedded tenant shows this server's own certificate, which no authority need vouch for: the bff trusts that one certificate. */
export function trust(certificate: string | undefined): SecureContextOptions {
  return certificate ? { ca: [...getCACertificates(), certificate], allowPartialTrustChain: true } : {}
}
