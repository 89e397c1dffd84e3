/** Two issuers with the same key are one: neither the case of the host, nor a dot at its end, nor a slash at the end tells them apart. */
export function issuerKey(issuer: string): string {
  const { href: full, hostname } = new URL(issuer)
  let href = hostname.endsWith('.') ? full.replace(hostname, hostname.slice(0, -1)) : full
  while (href.endsWith('/')) href = href.slice(0, -1)
  return href
}

/** Whether an issuer stands below the address of the tenant, where each is the default of an application. */
export const isOfTenant = (tenantUrl: string, issuer: string) =>
  `${issuer}/`.toLowerCase().startsWith(`${tenantUrl}/`.toLowerCase())
